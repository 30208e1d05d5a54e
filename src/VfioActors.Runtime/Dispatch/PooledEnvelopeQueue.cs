using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace VfioActors.Runtime.Dispatch;

/// <summary>
/// The queue of one actor: a chain of the envelopes themselves: nothing is made for one that waits. Any
/// thread adds, the thread that the actor runs on takes.
/// </summary>
/// <remarks>
/// Vyukov's queue of many producers and one consumer (1024cores.net): one exchange to add, nothing to take. The envelope
/// taken last stays at the head.
/// </remarks>
internal sealed class PooledEnvelopeQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    /// <summary>How many envelopes are kept to be used again.</summary>
    private const int SparesMax = 8;

    private PooledEnvelope _taken = new();
    private PooledEnvelope _newest;
    private PooledEnvelope? _spare;
    private int _spares;
    private End? _end;

    internal PooledEnvelopeQueue() => _newest = _taken;

    /// <inheritdoc/>
    public bool HasMessages => Volatile.Read(ref _newest) != _taken;

    /// <summary>How many wait. To be asked by the thread that the actor runs on.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var pooled = _taken.Next; pooled is not null; pooled = pooled.Next) { count++; }
            return count;
        }
    }

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Akka.Actor.Envelope envelope)
    {
        // An envelope can be in one queue only: one that a stranger sent or sends on gets a cover.
        var pooled = envelope.Message is PooledEnvelope { IsOurs: true } ours
            ? ours
            : PooledEnvelope.Foreign(envelope.Message);
        pooled.Post(envelope.Sender);
        Interlocked.Exchange(ref _newest, pooled).Next = pooled;
        if (Volatile.Read(ref _end) is { } end) { Drain(end); }
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Akka.Actor.Envelope envelope)
    {
        if (_taken.Next is not { } pooled)
        {
            envelope = default;
            return false;
        }

        Move(pooled);
        envelope = pooled.Open();
        return true;
    }

    /// <summary>
    /// Takes the next message if it is an envelope of ours: those mean nothing to Akka.NET, so that the actor may take
    /// them by itself. To be asked by the thread that the actor runs on.
    /// </summary>
    internal bool TryTake([NotNullWhen(true)] out PooledEnvelope? pooled)
    {
        pooled = _taken.Next;
        if (pooled is null or { IsForeign: true }) { return false; }
        Move(pooled);
        return true;
    }

    /// <summary>
    /// An envelope to send on: one that was received here before, so that nothing is made for a message. To be asked by
    /// the thread that the actor runs on.
    /// </summary>
    internal PooledEnvelope Spare()
    {
        if (_spare is not { } spare) { return new(); }
        _spare = spare.Next;
        _spares--;
        spare.Next = null;
        return spare;
    }

    /// <summary>
    /// The actor has stopped: what waits becomes dead letters, and so does what is added by who still knows the queue.
    /// </summary>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        End end = new(owner, deadletters);

        // Whoever adds looks for the end after adding, and we look what was added after saying that it is the end.
        Interlocked.Exchange(ref _end, end);
        Drain(end);
    }

    private void Drain(End end)
    {
        lock (end)
        {
            for (SpinWait spin = default; HasMessages;)
            {
                if (_taken.Next is not { } pooled)
                {
                    // Somebody is just adding it.
                    spin.SpinOnce();
                    continue;
                }

                // Dead envelopes are not used again: others may keep them.
                _taken = pooled;
                end.DeadLetters.Enqueue(end.Owner, pooled.Open());
            }
        }
    }

    private void Move(PooledEnvelope pooled)
    {
        Keep(_taken);
        _taken = pooled;
    }

    /// <summary>
    /// Cuts the envelope that was taken before off the chain: it must not hold the younger ones in memory.
    /// </summary>
    private void Keep(PooledEnvelope pooled)
    {
        pooled.Clear();
        if (_spares == SparesMax) { return; }
        pooled.Next = _spare;
        _spare = pooled;
        _spares++;
    }

    private sealed record End(IActorRef Owner, IMessageQueue DeadLetters);
}
