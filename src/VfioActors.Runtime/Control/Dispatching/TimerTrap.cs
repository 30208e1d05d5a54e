using System.Reflection;
using System.Reflection.Emit;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>
/// Takes the timers of .NET that actors set in a step from the clock, so that they fire when the strategy says:
/// Task.Delay, time-outs of Ask, a cancellation after a time.
/// </summary>
/// <remarks>
/// Timers belong to nobody, and other threads set some too. One is an actor's when what it sets going is: the
/// continuation behind it, or a callback that a cancellation runs, flows from the actor. .NET keeps all this to itself;
/// where it is not found, <see cref="IsKnown"/> is false.
/// </remarks>
internal sealed class TimerTrap
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type? One = TimerLists.One;
    private static readonly FieldInfo? State = One?.GetField("_state", Any);
    private static readonly FieldInfo? Callback = One?.GetField("_timerCallback", Any);
    private static readonly FieldInfo? Due = One?.GetField("_dueTime", Any);
    private static readonly FieldInfo? Period = One?.GetField("_period", Any);
    private static readonly FieldInfo? Flow = One?.GetField("_executionContext", Any);
    private static readonly MethodInfo? Change = One?.GetMethod("Change", Any, [typeof(uint), typeof(uint)]);
    private static readonly Func<object, uint>? DueOf = MakeDue();
    private static readonly Type? Periodic = typeof(PeriodicTimer).GetNestedType("State", Any);
    private static readonly FieldInfo? Source = Periodic?.GetFields(Any).FirstOrDefault(field =>
        field.FieldType.Name.StartsWith("ManualResetValueTaskSourceCore", StringComparison.Ordinal));

    private static readonly FieldInfo? Awaiting = Source?.FieldType.GetField("_continuationState", Any);

    /// <summary>For how long at most the clock by which .NET's timers go stands still, in milliseconds.</summary>
    private const long Tick = 32;

    /// <summary>The timers that were taken, each with the time that it was put off to: by that it is known again.
    /// </summary>
    private readonly Dictionary<object, uint> _taken = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// Timers that set nothing going yet, as a delay that nobody awaits so far, each with the time at which it was met.
    /// </summary>
    private readonly Dictionary<object, (TimeSpan Now, long Clock)> _idle = new(ReferenceEqualityComparer.Instance);

    private readonly TimerLists _lists = new();
    private uint _mark = uint.MaxValue;
    private uint _shortest = uint.MaxValue;
    private long _longest;
    private long _began;

    /// <summary>Whether this .NET has what is needed.</summary>
    internal static bool IsKnown { get; } = TimerLists.AreKnown && State is not null && Callback is not null
        && Due is not null && Period is not null && Flow is not null && Change is not null
        && Downstream.IsKnown && DueOf is not null && Awaiting is not null;

    /// <summary>
    /// Whether one may have fired before it could be taken, and nobody saw it: some step took as long as the shortest.
    /// The step then did something else, and who does that instead may not have begun yet.
    /// </summary>
    internal bool MayHaveFired => _shortest <= _longest + Tick;

    /// <summary>A step begins.</summary>
    internal void Enter() => _began = Environment.TickCount64;

    /// <summary>A step ends.</summary>
    internal void Exit() => _longest = Math.Max(_longest, Environment.TickCount64 - _began);

    /// <summary>Takes the timers that flow from an actor, if some were set since the last time.</summary>
    /// <param name="now">The time of the actor whose step it is.</param>
    internal IReadOnlyList<TakenTimer> Take(Func<ExecutionContext, ControlQueue?> actorOf, TimeSpan now)
    {
        if (!IsKnown || !(_lists.HaveNew() || IsSetAgain() || IsAwaited())) { return []; }
        List<TakenTimer> taken =
            [.. SetBy(actorOf, now).Select(set => Taken(set.Timer, set.Actor, set.Due, now))];
        if (taken.Count > 0) { _lists.Know(); }
        return taken;
    }

    /// <summary>
    /// Those that actors set, in an order that hangs on nothing but what they did: in which of its lists .NET has one,
    /// and whether two were set in one tick of the clock, is chance. So those that are due at other times are taken in
    /// the order of these, and of those that are set again the one first that was taken first.
    /// </summary>
    private List<(object Timer, ControlQueue Actor, uint Due)> SetBy(
        Func<ExecutionContext, ControlQueue?> actorOf, TimeSpan now)
    {
        List<(object Timer, ControlQueue Actor, uint Due)> set = [];
        foreach (var timer in TimerLists.InOrder())
        {
            var due = DueOf!(timer);
            if (due == uint.MaxValue || (_taken.TryGetValue(timer, out var mark) && mark == due)) { continue; }
            ExecutionContext[] flows = [.. FlowsOf(timer)];
            if (flows.Select(actorOf).FirstOrDefault(one => one is not null) is { } actor)
            {
                set.Add((timer, actor, due));
            }
            else if (flows.Length == 0 && MaySetGoing(State!.GetValue(timer)))
            {
                _idle.TryAdd(timer, (now, Environment.TickCount64));
            }
        }

        return [.. set.OrderBy(one => one.Due).ThenByDescending(one => _taken.GetValueOrDefault(one.Timer))];
    }

    /// <summary>Whether something is a timer that fires by the clock: it was not taken, and will fire.</summary>
    internal static bool IsByClock(object? timer) =>
        IsKnown && One!.IsInstanceOfType(timer) && DueOf!(timer!) < uint.MaxValue / 2;

    /// <summary>A run begins: timers of the last one are nobody's any more.</summary>
    internal void Clear()
    {
        foreach (var (timer, mark) in _taken)
        {
            if (DueOf!(timer) == mark) { PutOff(timer, uint.MaxValue); }
        }

        _taken.Clear();
        _idle.Clear();
        _mark = uint.MaxValue;
    }

    /// <summary>
    /// It stays in .NET's lists, put off for weeks, so that it is seen when somebody ends it or sets it again.
    /// </summary>
    private TakenTimer Taken(object timer, ControlQueue actor, uint due, TimeSpan now)
    {
        _shortest = Math.Min(_shortest, due);
        var passed = TimeSpan.Zero;
        if (_idle.Remove(timer, out var met))
        {
            // It went by the clock from one step to another.
            passed = now - met.Now;
            _longest = Math.Max(_longest, Environment.TickCount64 - met.Clock);
        }

        var left = TimeSpan.FromMilliseconds(due) - passed;
        var (callback, state) = ((TimerCallback)Callback!.GetValue(timer)!, State!.GetValue(timer));
        var interval = PeriodOf((uint)Period!.GetValue(timer)!);
        var mark = _taken[timer] = --_mark;
        PutOff(timer, mark);
        return new(actor, left > TimeSpan.Zero ? left : TimeSpan.Zero, interval, callback, state)
        {
            IsAsTaken = () => DueOf!(timer) == mark,
            Leave = () => PutOff(timer, uint.MaxValue),
        };
    }

    private static void PutOff(object timer, uint due) => Change!.Invoke(timer, [due, uint.MaxValue]);

    /// <summary>Whether one that was taken is set to another time.</summary>
    private bool IsSetAgain()
    {
        foreach (var (timer, mark) in _taken)
        {
            var due = DueOf!(timer);
            if (due != mark && due != uint.MaxValue) { return true; }
        }

        return false;
    }

    /// <summary>Whether one sets something going that did not.</summary>
    private bool IsAwaited() => _idle.Count > 0 && _idle.Keys.Any(timer => FlowsOf(timer).Any());

    private static bool MaySetGoing(object? state) =>
        state is Task or CancellationTokenSource || (state is not null && state.GetType() == Periodic);

    private static TimeSpan? PeriodOf(uint period) =>
        period is 0 or uint.MaxValue ? null : TimeSpan.FromMilliseconds(period);

    /// <summary>What flows from whoever set a timer to what the timer sets going; nothing when nothing does.</summary>
    private static IEnumerable<ExecutionContext> FlowsOf(object timer) =>
        Flow!.GetValue(timer) is ExecutionContext own ? [own]
        : State!.GetValue(timer) switch
        {
            Task task => Downstream.Behind(task),
            CancellationTokenSource source => Downstream.Behind(source),
            { } state when state.GetType() == Periodic =>
                Downstream.From([Awaiting!.GetValue(Source!.GetValue(state))]),
            _ => [],
        };

    private static Func<object, uint>? MakeDue()
    {
        if (One is null || Due is null) { return null; }
        DynamicMethod method = new(nameof(DueOf), typeof(uint), [typeof(object)], typeof(object).Module, true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Castclass, One);
        il.Emit(OpCodes.Ldfld, Due);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<object, uint>>();
    }
}
