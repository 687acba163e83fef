<?php

declare(strict_types=1);

namespace Tides\Beaches;

use PDO;

/** One connection for a request. */
final class Database
{
    public static function open(): PDO
    {
        return new PDO(
            'mysql:host=beachdb01.tides.example;port=3306;dbname=beaches',
            getenv('BEACHES_USER') ?: '',
            getenv('BEACHES_PASSWORD') ?: '',
        );
    }
}
