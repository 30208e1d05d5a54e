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

    private static readonly string[] Lists = ["_shortTimers", "_longTimers"];
    private static readonly Type? Queue = typeof(Timer).Assembly.GetType("System.Threading.TimerQueue");
    private static readonly Type? One = typeof(Timer).Assembly.GetType("System.Threading.TimerQueueTimer");
    private static readonly MethodInfo? All = Queue?.GetMethod("GetTimersForDebugger", Any, []);
    private static readonly PropertyInfo? Guard = Queue?.GetProperty("SharedLock", Any);
    private static readonly object[] Queues =
        Queue?.GetProperty("Instances", Any)?.GetValue(null) is Array queues ? [.. queues] : [];

    private static readonly FieldInfo? State = One?.GetField("_state", Any);
    private static readonly FieldInfo? Callback = One?.GetField("_timerCallback", Any);
    private static readonly FieldInfo? Due = One?.GetField("_dueTime", Any);
    private static readonly FieldInfo? Period = One?.GetField("_period", Any);
    private static readonly FieldInfo? Flow = One?.GetField("_executionContext", Any);
    private static readonly MethodInfo? Change = One?.GetMethod("Change", Any, [typeof(uint), typeof(uint)]);
    private static readonly FieldInfo? Continuation = typeof(Task).GetField("m_continuationObject", Any);
    private static readonly FieldInfo? Registrations = typeof(CancellationTokenSource).GetField("_registrations", Any);

    private static readonly FieldInfo? Next = One?.GetField("_next", Any);

    /// <summary>Whether one of the lists has others in it than are known: asked in every step.</summary>
    private static readonly Func<object[], object?[][], bool>? Differs = MakeDiffers();

    private static readonly Func<object, uint>? DueOf = MakeDue();
    private static readonly FieldInfo? Start = One?.GetField("_startTicks", Any);
    private static readonly Type? Periodic = typeof(PeriodicTimer).GetNestedType("State", Any);
    private static readonly FieldInfo? Source = Periodic?.GetFields(Any).FirstOrDefault(field =>
        field.FieldType.Name.StartsWith("ManualResetValueTaskSourceCore", StringComparison.Ordinal));

    private static readonly FieldInfo? Awaiting = Source?.FieldType.GetField("_continuationState", Any);

    /// <summary>The timers that were taken, each with the time that it was put off to: by that it is known again.
    /// </summary>
    private readonly Dictionary<object, uint> _taken = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// Timers that set nothing going yet, as a delay that nobody awaits so far, each with the time at which it was met.
    /// </summary>
    private readonly Dictionary<object, TimeSpan> _idle = new(ReferenceEqualityComparer.Instance);

    private uint _mark = uint.MaxValue;

    /// <summary>Of each list of each queue the timers that were in it the last time, and null behind them.</summary>
    private readonly object?[][] _known =
        [.. Enumerable.Repeat<object?[]>([null], Queues.Length * Lists.Length)];

    /// <summary>Whether this .NET has what is needed.</summary>
    internal static bool IsKnown { get; } = All is not null && State is not null && Callback is not null
        && Guard is not null && Due is not null && Period is not null && Flow is not null && Change is not null
        && Continuation is not null && Registrations is not null && Differs is not null
        && DueOf is not null && Start is not null && Awaiting is not null && Queues.Length > 0;

    /// <summary>Takes the timers that flow from an actor, if some were set since the last time.</summary>
    /// <param name="now">The time of the actor whose step it is.</param>
    internal IReadOnlyList<TakenTimer> Take(Func<ExecutionContext, ControlQueue?> actorOf, TimeSpan now)
    {
        if (!IsKnown || !(HasNew() || IsSetAgain() || IsAwaited())) { return []; }
        List<TakenTimer> taken = [];
        foreach (var timer in InOrder())
        {
            var due = DueOf!(timer);
            if (due == uint.MaxValue || (_taken.TryGetValue(timer, out var mark) && mark == due)) { continue; }
            ExecutionContext[] flows = [.. FlowsOf(timer)];
            if (flows.Select(actorOf).FirstOrDefault(one => one is not null) is { } actor)
            {
                taken.Add(Taken(timer, actor, due, now));
            }
            else if (flows.Length == 0 && MaySetGoing(State!.GetValue(timer)))
            {
                _idle.TryAdd(timer, now);
            }
        }

        if (taken.Count > 0) { Know(); }
        return taken;
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
        var passed = _idle.Remove(timer, out var met) ? now - met : TimeSpan.Zero;
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

    /// <summary>All that are set, those first that were set first: .NET has a new one in front of the others.</summary>
    private static List<object> InOrder() =>
    [
        .. Queues.SelectMany(queue => TimersOf(queue).AsEnumerable().Reverse())
            .OrderBy(timer => Start?.GetValue(timer) is long ticks ? ticks : 0),
    ];

    private static List<object> TimersOf(object queue)
    {
        lock ((Lock)Guard!.GetValue(queue)!) { return [.. (IEnumerable<object>)All!.Invoke(queue, [])!]; }
    }

    private static TimeSpan? PeriodOf(uint period) =>
        period is 0 or uint.MaxValue ? null : TimeSpan.FromMilliseconds(period);

    /// <summary>What flows from whoever set a timer to what the timer sets going; nothing when nothing does.</summary>
    private static IEnumerable<ExecutionContext> FlowsOf(object timer) =>
        Flow!.GetValue(timer) is ExecutionContext own ? [own]
        : State!.GetValue(timer) switch
        {
            Task task => FlowsBehind(Continuation!.GetValue(task)),
            CancellationTokenSource source when FlowOf(source) is { } flow => [flow],
            { } state when state.GetType() == Periodic => FlowsBehind(Awaiting?.GetValue(Source!.GetValue(state))),
            _ => [],
        };

    /// <summary>
    /// What goes on behind a task may be a task itself, as of <c>Task.WhenAny</c>, that others go on behind.
    /// </summary>
    private static IEnumerable<ExecutionContext> FlowsBehind(object? continuation)
    {
        if (continuation is null) { return []; }
        if (continuation is IEnumerable<object?> several) { return several.SelectMany(FlowsBehind); }
        IEnumerable<ExecutionContext> own = Continuations.FlowOf(continuation) is { } flow ? [flow] : [];
        var task = continuation as Task ?? Continuations.TaskBehind(continuation);
        return task is null ? own : own.Concat(FlowsBehind(Continuation!.GetValue(task)));
    }

    private static ExecutionContext? FlowOf(CancellationTokenSource source)
    {
        var registrations = Registrations!.GetValue(source);
        var node = registrations?.GetType().GetField("Callbacks", Any)?.GetValue(registrations);
        while (node is not null)
        {
            var type = node.GetType();
            if (type.GetField("ExecutionContext", Any)?.GetValue(node) is ExecutionContext flow) { return flow; }
            node = type.GetField("Next", Any)?.GetValue(node);
        }

        return null;
    }

    /// <summary>
    /// Whether some were set since the last time, by whomever. Mostly a list begins with another one then, but not
    /// where the one that was first fired, or was taken out, and was set again in front of it: so whole lists are
    /// looked through. Nobody who changes them waits for that: one that is just taken out may seem to be the last, but
    /// by then those before it lead past it, which a second look sees.
    /// </summary>
    private bool HasNew()
    {
        if (!Differs!(Queues, _known))
        {
            Volatile.ReadBarrier();
            if (!Differs(Queues, _known)) { return false; }
        }

        Know();
        return true;
    }

    private void Know()
    {
        for (var at = 0; at < _known.Length; at++) { _known[at] = TimersIn(at); }
    }

    private static object?[] TimersIn(int list)
    {
        var queue = Queues[list / Lists.Length];
        List<object?> timers = [];
        lock ((Lock)Guard!.GetValue(queue)!)
        {
            var timer = FieldOf(list)!.GetValue(queue);
            for (; timer is not null; timer = Next!.GetValue(timer)) { timers.Add(timer); }
        }

        return [.. timers, null];
    }

    private static FieldInfo? FieldOf(int list) => Queue?.GetField(Lists[list % Lists.Length], Any);

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

    private static Func<object[], object?[][], bool>? MakeDiffers()
    {
        var lists = Queues.Length * Lists.Length;
        if (Next is null || Enumerable.Range(0, lists).Any(list => FieldOf(list) is null)) { return null; }
        DynamicMethod method = new(
            nameof(Differs), typeof(bool), [typeof(object[]), typeof(object[][])], typeof(object).Module, true);
        var il = method.GetILGenerator();
        il.DeclareLocal(One!);
        il.DeclareLocal(typeof(object[]));
        il.DeclareLocal(typeof(int));
        var differs = il.DefineLabel();
        for (var list = 0; list < lists; list++) { Compare(il, list, differs); }
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
        il.MarkLabel(differs);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<object[], object?[][], bool>>();
    }

    /// <summary>Goes along a list and along what is known of it, to the end of both.</summary>
    private static void Compare(ILGenerator il, int list, Label differs)
    {
        var (loop, end) = (il.DefineLabel(), il.DefineLabel());
        Load(il, OpCodes.Ldarg_0, list / Lists.Length);
        il.Emit(OpCodes.Castclass, Queue!);
        il.Emit(OpCodes.Ldfld, FieldOf(list)!);
        il.Emit(OpCodes.Stloc_0);
        Load(il, OpCodes.Ldarg_1, list);
        il.Emit(OpCodes.Stloc_1);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Stloc_2);
        il.MarkLabel(loop);
        il.Emit(OpCodes.Ldloc_0);
        il.Emit(OpCodes.Ldloc_1);
        il.Emit(OpCodes.Ldloc_2);
        il.Emit(OpCodes.Ldelem_Ref);
        il.Emit(OpCodes.Bne_Un, differs);
        il.Emit(OpCodes.Ldloc_0);
        il.Emit(OpCodes.Brfalse, end);
        il.Emit(OpCodes.Ldloc_0);
        il.Emit(OpCodes.Ldfld, Next!);
        il.Emit(OpCodes.Stloc_0);
        il.Emit(OpCodes.Ldloc_2);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc_2);
        il.Emit(OpCodes.Br, loop);
        il.MarkLabel(end);
    }

    private static void Load(ILGenerator il, OpCode array, int at)
    {
        il.Emit(array);
        il.Emit(OpCodes.Ldc_I4, at);
        il.Emit(OpCodes.Ldelem_Ref);
    }
}
