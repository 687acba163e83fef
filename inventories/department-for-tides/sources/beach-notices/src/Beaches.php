<?php

declare(strict_types=1);

namespace Tides\Beaches;

/** Beaches and what there is to say of them. */
final class Beaches
{
    public function byName(string $name): array
    {
        $query = Database::open()->prepare('SELECT id, name, port FROM beach WHERE name = ?');
        $query->execute([$name]);
        return $query->fetch() ?: [];
    }

    public function notices(int $beach): array
    {
        $query = Database::open()->prepare(
            'SELECT n.text, n.until FROM beach_notice n JOIN beach b ON b.id = n.beach_id WHERE b.id = ? AND n.until >= CURDATE()',
        );
        $query->execute([$beach]);
        return $query->fetchAll();
    }

    public function addNotice(string $port, string $text, string $until): void
    {
        Database::open()
            ->prepare('INSERT INTO beach_notice (beach_id, text, until) SELECT id, ?, ? FROM beach WHERE port = ?')
            ->execute([$text, $until, $port]);
    }
}
