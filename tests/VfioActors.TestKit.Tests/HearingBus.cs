using System.Collections.Concurrent;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace VfioActors.TestKit.Tests;

/// <summary>Keeps what a test that runs inside another says.</summary>
internal sealed class HearingBus : IMessageBus
{
    private readonly ConcurrentQueue<IMessageSinkMessage> _heard = new();

    internal IReadOnlyList<IMessageSinkMessage> Heard => [.. _heard];

    public bool QueueMessage(IMessageSinkMessage message)
    {
        _heard.Enqueue(message);
        return true;
    }

    public void Dispose()
    {
    }
}
