<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

use PhpAmqpLib\Connection\AMQPStreamConnection;
use Tides\Beaches\Beaches;

// Warnings of the surge service become notices of every beach of the port.
$connection = new AMQPStreamConnection('mq.tides.example', 5671, getenv('MQ_USER') ?: '', getenv('MQ_PASSWORD') ?: '');
$channel = $connection->channel();
$channel->queue_declare('surge-warnings', false, true, false, false);
$channel->basic_consume('surge-warnings', '', false, false, false, false, function ($message): void {
    $warning = json_decode($message->body, true);
    (new Beaches())->addNotice($warning['port'], $warning['text'], $warning['until']);
    file_put_contents('/var/lib/beaches/last-warning.json', $message->body);
    mail('beach-wardens@tides.example', 'Surge at ' . $warning['port'], $warning['text']);
    $message->ack();
});
$channel->consume();
