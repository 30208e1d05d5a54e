using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace VfioActors.Runtime.Dispatch;

/// <summary>
/// The queue of one actor: a chain of the letters themselves, so that a letter waits without anything made for it. Any
/// thread adds, the thread that the actor runs on takes.
/// </summary>
/// <remarks>
/// Vyukov's queue of many producers and one consumer (1024cores.net): one exchange to add, nothing to take. The letter
/// taken last stays at the head.
/// </remarks>
internal sealed class LetterQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    /// <summary>How many letters are kept to be used again.</summary>
    private const int SparesMax = 8;

    private Letter _taken = new();
    private Letter _newest;
    private Letter? _spare;
    private int _spares;
    private End? _end;

    internal LetterQueue() => _newest = _taken;

    /// <inheritdoc/>
    public bool HasMessages => Volatile.Read(ref _newest) != _taken;

    /// <summary>How many wait. To be asked by the thread that the actor runs on.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var letter = _taken.Next; letter is not null; letter = letter.Next) { count++; }
            return count;
        }
    }

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Akka.Actor.Envelope envelope)
    {
        // A letter can be in one queue only: one that a stranger sent or sends on gets a cover.
        var letter = envelope.Message is Letter { IsOurs: true } ours ? ours : Letter.Cover(envelope.Message);
        letter.Post(envelope.Sender);
        Interlocked.Exchange(ref _newest, letter).Next = letter;
        if (Volatile.Read(ref _end) is { } end) { Drain(end); }
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Akka.Actor.Envelope envelope)
    {
        if (_taken.Next is not { } letter)
        {
            envelope = default;
            return false;
        }

        Move(letter);
        envelope = letter.Open();
        return true;
    }

    /// <summary>
    /// Takes the next message if it is a letter of ours: those mean nothing to Akka.NET, so that the actor may take
    /// them by itself. To be asked by the thread that the actor runs on.
    /// </summary>
    internal bool TryTake([NotNullWhen(true)] out Letter? letter)
    {
        letter = _taken.Next;
        if (letter is null or { IsCover: true }) { return false; }
        Move(letter);
        return true;
    }

    /// <summary>
    /// A letter to send on: one that was received here before, so that nothing is made for a message. To be asked by
    /// the thread that the actor runs on.
    /// </summary>
    internal Letter Spare()
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
                if (_taken.Next is not { } letter)
                {
                    // Somebody is just adding it.
                    spin.SpinOnce();
                    continue;
                }

                // Dead letters are not used again: others may keep them.
                _taken = letter;
                end.DeadLetters.Enqueue(end.Owner, letter.Open());
            }
        }
    }

    private void Move(Letter letter)
    {
        Keep(_taken);
        _taken = letter;
    }

    /// <summary>
    /// Cuts the letter that was taken before off the chain: it must not hold the younger ones in memory.
    /// </summary>
    private void Keep(Letter letter)
    {
        letter.Clear();
        if (_spares == SparesMax) { return; }
        letter.Next = _spare;
        _spare = letter;
        _spares++;
    }

    private sealed record End(IActorRef Owner, IMessageQueue DeadLetters);
}
