using VfioActors.Behaviors;
using VfioActors.Exploration.Properties;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Exploration.Schedules;

/// <summary>One actor of a recording that is replayed forward only: its state, its mail, and what it receives next.
/// </summary>
internal sealed class ForwardActor(Cell cell, CellChecks checks, ReceiveOrder? order)
{
    private readonly ushort[] _words = order is null ? [] : [.. order.Words];
    private readonly Dictionary<int, Queue<Envelope>> _inboxes = [];
    private readonly PriorityQueue<Envelope, (long Due, long Place)> _timers = new();
    private readonly Queue<Envelope> _choices = new();
    private long _timersSet;

    internal Cell Cell => cell;

    internal CellChecks Checks => checks;

    internal ReceiveOrder? Order => order;

    /// <summary>The actor's own time.</summary>
    internal long Clock { get; private set; }

    /// <summary>How many steps it took.</summary>
    internal int Steps { get; private set; }

    /// <summary>How many words of its receipts were used up.</summary>
    internal int Read { get; private set; }

    /// <summary>Whether it is to receive more.</summary>
    internal bool HasMore => Read < _words.Length;

    /// <summary>Whether somebody has put it on the list of those that may go on.</summary>
    internal bool IsListed { get; set; }

    internal void Post(in Effect effect)
    {
        switch (effect.Kind)
        {
            case EffectKind.Timer: _timers.Enqueue(effect.Envelope, (effect.Amount, _timersSet++)); break;
            case EffectKind.Choice: _choices.Enqueue(effect.Envelope); break;
            default: InboxOf(effect.Envelope.From.Value).Enqueue(effect.Envelope); break;
        }
    }

    /// <summary>Takes what it receives next, when that is there.</summary>
    internal bool TryTake(out Envelope envelope)
    {
        var at = Read;
        envelope = default;
        if (!ReceiptCode.TryRead(_words, ref at, out var receipt) || !TryTake(receipt, out envelope)) { return false; }
        Read = at;
        Steps++;
        return true;
    }

    /// <summary>What it is to receive next, in words.</summary>
    internal string Expected(Func<ActorId, string> nameOf)
    {
        var at = Read;
        ReceiptCode.TryRead(_words, ref at, out var receipt);
        return receipt.Kind == ReceiptKind.Message ? $"a message from {nameOf(receipt.From)}" : $"a {receipt.Kind}";
    }

    /// <summary>How many receipts are left.</summary>
    internal long Left()
    {
        var left = 0L;
        for (var at = Read; ReceiptCode.TryRead(_words, ref at, out _);) { left++; }
        return left;
    }

    private bool TryTake(Receipt receipt, out Envelope envelope)
    {
        envelope = default;
        switch (receipt.Kind)
        {
            case ReceiptKind.Timer:
                if (!_timers.TryDequeue(out envelope, out var due)) { return false; }
                Clock = Math.Max(Clock, due.Due);
                return true;
            case ReceiptKind.Choice:
                if (!_choices.TryDequeue(out var asked)) { return false; }
                envelope = Envelope.Of(ActorId.Nobody, cell.Id, asked.Read<Chosen>() with { Option = receipt.Option })
                    .Serving(asked.Operation, asked.Cause);
                return true;
            default: return _inboxes.TryGetValue(receipt.From.Value, out var inbox) && inbox.TryDequeue(out envelope);
        }
    }

    private Queue<Envelope> InboxOf(int sender)
    {
        if (!_inboxes.TryGetValue(sender, out var inbox)) { _inboxes[sender] = inbox = new(); }
        return inbox;
    }
}
