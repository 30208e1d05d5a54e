using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Runtime.Dispatch;
using VfioActors.Runtime.Recordings;

namespace VfioActors.Runtime;

/// <summary>
/// What an actor adds to its cell: its clock, its timers, what it sent and handled. Belongs to the thread that its
/// actor runs on; others may read the two counts.
/// </summary>
internal sealed class Shell(Cell cell, ReceiveLog? log, int lastSteps)
{
    private long _sent;
    private long _steps;
    private long _others;
    private LastStep[] _last = [];
    private int _queueSeen;
    private int _next = -1;
    private int _known;
    private TimerQueue? _timers;

    internal Cell Cell => cell;

    internal ReceiveLog? Log => log;

    /// <summary>The actor's own logical time.</summary>
    internal long Clock { get; private set; }

    /// <summary>How many choices it asked.</summary>
    internal long Choices { get; set; }

    /// <summary>How many of its timers fired before their time, which is still to come.</summary>
    internal int FiredEarly { get; set; }

    /// <summary>What its start asked for and is not done yet; null when there is nothing.</summary>
    internal Effect[]? Beginning { get; set; }

    internal TimerQueue Timers => _timers ??= new();

    internal IActorRef Self { get; set; } = ActorRefs.Nobody;

    /// <summary>The queue of its mailbox; null when the mailbox is of another type.</summary>
    internal PooledEnvelopeQueue? Queue { get; set; }

    /// <summary>Messages, timers and choices that its steps asked for.</summary>
    internal long Sent => Volatile.Read(ref _sent);

    /// <summary>How many steps it took.</summary>
    internal long Steps => Volatile.Read(ref _steps);

    /// <summary>What it is done with: all that this led to is counted as sent.</summary>
    internal long Received => Steps + Volatile.Read(ref _others);

    /// <summary>How long its queue was when it last looked.</summary>
    internal int QueueSeen
    {
        get => Volatile.Read(ref _queueSeen);
        set => Volatile.Write(ref _queueSeen, value);
    }

    internal void CountSent() => Volatile.Write(ref _sent, _sent + 1);

    internal void CountStep() => Volatile.Write(ref _steps, _steps + 1);

    /// <summary>Counts as done with what was counted as sent and leads to no step of its own.</summary>
    internal void CountOther(long count = 1) => Volatile.Write(ref _others, _others + count);

    internal void MoveClock(long due) => Clock = Math.Max(Clock, due);

    /// <summary>An envelope to send.</summary>
    internal PooledEnvelope PooledEnvelope() => Queue?.Spare() ?? new();

    internal void Remember(in Envelope envelope)
    {
        if (_last.Length == 0) { _last = new LastStep[lastSteps]; }
        _next = _next + 1 < _last.Length ? _next + 1 : 0;
        _known = Math.Min(_known + 1, _last.Length);
        _last[_next] = new(envelope.Kind, envelope.From, envelope.Operation);
    }

    internal IReadOnlyList<LastStep> LastSteps()
    {
        List<LastStep> steps = [];
        for (var ago = _known - 1; ago >= 0; ago--)
        {
            steps.Add(_last[(_next - ago + _last.Length) % _last.Length]);
        }

        return steps;
    }
}
