<?php

declare(strict_types=1);

use PHPUnit\Framework\TestCase;

final class BeachesTest extends TestCase
{
    public function testASpringTideIsHigherThanANeap(): void
    {
        $test = new PDO('mysql:host=testdb.tides.example;dbname=beaches_test');
        $this->assertGreaterThan(4.1, (float) $test->query('SELECT max(height) FROM made_up_tide')->fetchColumn());
    }
}
