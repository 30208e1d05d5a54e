using System.Reflection;
using Akka.Actor;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>Something scheduled under control: it fires when the strategy says so.</summary>
/// <param name="delay">How long after it was set.</param>
/// <param name="interval">After how long again; null for once.</param>
/// <param name="source">The message that it sends, or what it runs.</param>
internal sealed class VirtualTimer(
    TimeSpan delay, TimeSpan? interval, object source, Action fire, ICancelable? cancelable)
{
    private CancellationTokenSource? _cancels;

    internal TimeSpan Delay => delay;

    internal TimeSpan? Interval => interval;

    /// <summary>Whether it is a timer of .NET, which may end an Ask before its answer.</summary>
    internal bool IsOfNet { get; private init; }

    /// <summary>Whether it was ended, or set to another time, since it was set; null where only a cancellation does.
    /// </summary>
    internal Func<bool>? IsOver { get; private init; }

    /// <summary>Whom it tells something; null where it does something else, or that is not known.</summary>
    internal IActorRef? To { get; init; }

    /// <summary>Is told what it throws when it fires; null where somebody else catches that.</summary>
    internal Action<Exception>? Failed { private get; init; }

    /// <summary>The time of its actor at which it is due first.</summary>
    internal TimeSpan Due { get; set; }

    /// <summary>
    /// Whether another timer of .NET is due at that time too: .NET has the pool do what they do, in any order.
    /// </summary>
    internal bool IsTied { get; set; }

    /// <summary>
    /// Whether it matters in which order it fires: what goes on behind an Ask that it ends does so in any order anyway.
    /// </summary>
    internal bool MayTie { get; private init; }

    /// <summary>Whether it was cancelled, or set to another time: then its time comes and nothing happens.</summary>
    internal bool IsEnded => cancelable?.IsCancellationRequested == true || IsOver?.Invoke() == true;

    /// <summary>The code that it runs, on another thread than its actor's.</summary>
    internal IEnumerable<Delegate> Runs => _cancels is { } cancels ? Downstream.CalledBy(cancels)
        : source is Delegate run ? [run] : [];

    /// <summary>Whether it is yet to fire.</summary>
    internal bool IsPending => Fired == 0 && IsOver?.Invoke() != true;

    /// <summary>How often it fired.</summary>
    internal int Fired { get; private set; }

    /// <summary>The timers whose firing had it set.</summary>
    internal TimerChain? Chain { get; set; }

    /// <summary>
    /// Which of an actor's timers it is: the key where Akka.NET has one, else the kind of what it does. Timers of one
    /// key that are set again whenever they fire are one timer that would fire for ever.
    /// </summary>
    internal string Key => field ??= KeyOf(source);

    /// <summary>A timer of .NET that an actor set.</summary>
    internal static VirtualTimer Of(TakenTimer timer) =>
        new(timer.Delay, timer.Interval, timer.Callback, timer.Fire, cancelable: null)
        {
            IsOfNet = true,
            IsOver = () => timer.IsOver,
            MayTie = timer.State is not CancellationTokenSource source || !Downstream.CallsOnlyAkkas(source),
            _cancels = timer.State as CancellationTokenSource,
        };

    /// <summary>Fires, unless it was ended. One that throws never fires again.</summary>
    /// <returns>Whether it may fire again.</returns>
    internal bool Fire()
    {
        if (IsEnded) { return false; }
        Fired++;
        try
        {
            if (IsTied) { _ = Task.Run(fire); }
            else { fire(); }
        }
#pragma warning disable CA1031 // Akka.NET catches all that is thrown by what it was given to do later, and logs it.
        catch (Exception failure) when (Failed is not null)
#pragma warning restore CA1031
        {
            Failed(failure);
            return false;
        }

        return interval is not null;
    }

    internal static ulong Milliseconds(TimeSpan time) => (ulong)Math.Ceiling(time.TotalMilliseconds);

    private static string KeyOf(object source)
    {
        if (source is Delegate run) { return $"{run.Method.DeclaringType?.FullName}.{run.Method.Name}"; }
        var type = source.GetType();
        var key = type.GetProperty("Key", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return type.Assembly == typeof(ActorBase).Assembly && key is not null
            ? $"{type.FullName} {key.GetValue(source)}"
            : type.FullName ?? type.Name;
    }
}
