using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Keeps to itself what the controlling thread hands to the thread pool while it runs actors: what goes on behind an
/// await, Task.Run, ContinueWith. When that is run is then for the strategy to say, as it is for messages.
/// </summary>
/// <remarks>
/// .NET puts work that a thread of the pool hands over into a queue of that thread. The controlling thread is given
/// such a queue, which no other thread knows. .NET keeps all this to itself; where it is not found,
/// <see cref="IsKnown"/> is false, and actors that await are refused.
/// </remarks>
internal sealed class PoolTrap
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type? Locals = typeof(object).Assembly
        .GetType("System.Threading.ThreadPoolWorkQueueThreadLocals");

    private static readonly Type? WorkQueue = typeof(object).Assembly.GetType("System.Threading.ThreadPoolWorkQueue");
    private static readonly Func<object?, object?>? Swap = MakeSwap();
    private static readonly Action<Task, Thread>? Execute = typeof(Task)
        .GetMethod("ExecuteFromThreadPool", Any, [typeof(Thread)])?.CreateDelegate<Action<Task, Thread>>();

    private readonly object? _locals;
    private readonly Func<object?>? _pop;
    private readonly Func<bool>? _hasSome;
    private readonly Stack<object> _latestFirst = [];
    private object? _outside;

    internal PoolTrap()
    {
        if (!IsKnown) { return; }
        var queue = Activator.CreateInstance(Stealing!, nonPublic: true)!;
        _pop = Stealing!.GetMethod("LocalPop", Any, [])!.CreateDelegate<Func<object?>>(queue);
        _hasSome = Stealing.GetProperty("CanSteal", Any)!.GetMethod!.CreateDelegate<Func<bool>>(queue);
        _locals = RuntimeHelpers.GetUninitializedObject(Locals!);
#pragma warning disable CA1816 // It was never made by a constructor, so there is nothing to finalize.
        GC.SuppressFinalize(_locals);
#pragma warning restore CA1816
        var pool = typeof(ThreadPool).GetField("s_workQueue", Any)!.GetValue(null);
        Locals!.GetField("workQueue", Any)!.SetValue(_locals, pool);
        Locals.GetField("workStealingQueue", Any)!.SetValue(_locals, queue);
        Locals.GetField("assignedGlobalWorkItemQueue", Any)
            ?.SetValue(_locals, WorkQueue!.GetField("workItems", Any)!.GetValue(pool));
    }

    /// <summary>Whether this .NET has what is needed.</summary>
    internal static bool IsKnown { get; } = Swap is not null && Execute is not null
        && Stealing?.GetMethod("LocalPop", Any, []) is not null
        && Stealing.GetProperty("CanSteal", Any) is not null
        && typeof(ThreadPool).GetField("s_workQueue", Any) is not null
        && Locals?.GetField("workQueue", Any) is not null
        && Locals.GetField("workStealingQueue", Any) is not null
        && (Locals.GetField("assignedGlobalWorkItemQueue", Any) is null
            || WorkQueue?.GetField("workItems", Any) is not null);

    /// <summary>Whether something was kept since the last time.</summary>
    internal bool HasSome => _hasSome is not null && _hasSome();

    private static Type? Stealing => WorkQueue?.GetNestedType("WorkStealingQueue", Any);

    /// <summary>From now on the calling thread's work is kept.</summary>
    internal void Enter()
    {
        if (_locals is not null) { _outside = Swap!(_locals); }
    }

    /// <summary>From now on it goes where it went before.</summary>
    internal void Exit()
    {
        if (_locals is not null) { _outside = Swap!(_outside); }
    }

    /// <summary>Takes what was kept since the last time, the earliest first.</summary>
    internal void TakeTo(List<object> kept)
    {
        if (_pop is null) { return; }
        while (_pop() is { } one) { _latestFirst.Push(one); }
        while (_latestFirst.TryPop(out var one)) { kept.Add(one); }
    }

    /// <summary>Does some work that was kept.</summary>
    internal static void Run(object work)
    {
        if (work is Task task) { Execute!(task, Thread.CurrentThread); }
        else { ((IThreadPoolWorkItem)work).Execute(); }
    }

    private static Func<object?, object?>? MakeSwap()
    {
        if (Locals?.GetField("threadLocals", Any) is not { IsStatic: true } field) { return null; }
        DynamicMethod method = new("SwapThreadLocals", typeof(object), [typeof(object)], typeof(object).Module, true);
        var il = method.GetILGenerator();
        il.Emit(OpCodes.Ldsfld, field);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Castclass, Locals);
        il.Emit(OpCodes.Stsfld, field);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<object?, object?>>();
    }
}
