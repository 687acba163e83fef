<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

use Tides\Beaches\Beaches;
use Tides\Beaches\TideOfTheDay;

session_start();

$beaches = new Beaches();
$tide = new TideOfTheDay();
$beach = $beaches->byName($_GET['beach'] ?? 'Saltby Sands');

echo (new Twig\Environment(new Twig\Loader\FilesystemLoader(__DIR__ . '/../templates')))->render('beach.twig', [
    'beach' => $beach,
    'notices' => $beaches->notices((int) $beach['id']),
    'tide' => $tide->at($beach['port']),
]);
