using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Mishaps;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>
/// The scheduler of a controlled actor system; chosen by HOCON. What controlled actors schedule is told to the room;
/// what Akka.NET schedules for itself goes by the clock.
/// </summary>
public sealed class VirtualScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly HashedWheelTimerScheduler _clock;

    /// <summary>Called by Akka.NET.</summary>
    public VirtualScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log) => _clock = new(scheduler, log);

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => Room?.Now ?? _clock.MonotonicClock;

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => Room?.Now ?? _clock.HighResMonotonicClock;

    internal ControlRoom? Room { get; set; }

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => Room?.Now is { } now ? DateTimeOffset.UnixEpoch + now
        : ((ITimeProvider)_clock).Now;

    /// <inheritdoc/>
    public void Dispose() => _clock.Dispose();

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable)
    {
        if (TryTake((delay, null), message, () => receiver.Tell(message, sender), cancelable, receiver)) { return; }
        ((ITellScheduler)_clock).ScheduleTellOnce(delay, receiver, message, sender, cancelable);
    }

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval,
        ICanTell receiver, object message, IActorRef sender, ICancelable cancelable)
    {
        void Fire() => receiver.Tell(message, sender);
        if (TryTake((initialDelay, interval), message, Fire, cancelable, receiver)) { return; }
        ((ITellScheduler)_clock)
            .ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
    }

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable)
    {
        if (TryTake((delay, null), action, action, cancelable)) { return; }
        ((IActionScheduler)_clock).ScheduleOnce(delay, action, cancelable);
    }

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        InternalScheduleOnce(delay, action.Run, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable)
    {
        if (TryTake((initialDelay, interval), action, action, cancelable)) { return; }
        ((IActionScheduler)_clock).ScheduleRepeatedly(initialDelay, interval, action, cancelable);
    }

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        InternalScheduleRepeatedly(initialDelay, interval, action.Run, cancelable);

    private bool TryTake((TimeSpan Delay, TimeSpan? Interval) time, object source, Action fire,
        ICancelable cancelable, ICanTell? receiver = null) =>
        Room?.TrySchedule(new(time.Delay, time.Interval, source, fire, cancelable)
        {
            Failed = Failed,
            To = receiver as IActorRef is { } told && ControlPaths.Controls(told) ? told : null,
        }) == true;

    private void Failed(Exception failure)
    {
        if (Room is { Acting: { } setter, Hearer: { } hearer })
        {
            hearer.Went(new(MishapKind.Failure, setter.Owner, failure));
        }
    }
}
