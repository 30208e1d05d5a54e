using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Util;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>Calls of .NET and of Akka.NET by which an actor learns something that no message told it.</summary>
internal static class OutsideCalls
{
    private static readonly HashSet<(Type Owner, string Name)> Lots =
    [
        (typeof(DateTime), "get_Now"), (typeof(DateTime), "get_UtcNow"), (typeof(DateTime), "get_Today"),
        (typeof(DateTimeOffset), "get_Now"), (typeof(DateTimeOffset), "get_UtcNow"),
        (typeof(Stopwatch), nameof(Stopwatch.GetTimestamp)), (typeof(Stopwatch), nameof(Stopwatch.StartNew)),
        (typeof(Stopwatch), nameof(Stopwatch.Start)), (typeof(Stopwatch), nameof(Stopwatch.Restart)),
        (typeof(TimeProvider), "get_System"),
        (typeof(ActorSystem), "get_Uptime"), (typeof(ActorSystem), "get_StartTime"),
        (typeof(Environment), "get_TickCount"), (typeof(Environment), "get_TickCount64"),
        (typeof(Guid), nameof(Guid.NewGuid)), (typeof(Guid), nameof(Guid.CreateVersion7)),
        (typeof(Random), "get_Shared"), (typeof(ThreadLocalRandom), "get_Current"),
        (typeof(Enumerable), nameof(Enumerable.Shuffle)),
        (typeof(Path), nameof(Path.GetRandomFileName)), (typeof(Path), nameof(Path.GetTempFileName)),
        (typeof(Environment), "get_ProcessId"), (typeof(Environment), "get_CurrentManagedThreadId"),
        (typeof(Environment), "get_WorkingSet"), (typeof(Environment), "get_CpuUsage"),
        (typeof(Thread), "get_ManagedThreadId"), (typeof(Thread), "get_IsThreadPoolThread"),
        (typeof(Thread), nameof(Thread.GetCurrentProcessorId)), (typeof(Thread), nameof(Thread.GetData)),
        (typeof(ThreadLocal<>), "get_Value"), (typeof(ThreadLocal<>), "get_IsValueCreated"),
        (typeof(ThreadPool), "get_ThreadCount"), (typeof(ThreadPool), "get_PendingWorkItemCount"),
        (typeof(ThreadPool), "get_CompletedWorkItemCount"),
        (typeof(ThreadPool), nameof(ThreadPool.GetAvailableThreads)),

        // What was put there by one message is there for the next one if both are handled in one go.
        (typeof(AsyncLocal<>), "get_Value"),
        (typeof(CultureInfo), "set_CurrentCulture"), (typeof(CultureInfo), "set_CurrentUICulture"),
        (typeof(Thread), "set_CurrentCulture"), (typeof(Thread), "set_CurrentUICulture"),

        // Whose a lock is says the thread: here it is one, so that everybody has what anybody took.
        (typeof(Monitor), nameof(Monitor.TryEnter)), (typeof(Monitor), nameof(Monitor.IsEntered)),
        (typeof(Lock), nameof(Lock.Enter)), (typeof(Lock), nameof(Lock.TryEnter)),
        (typeof(Lock), "get_IsHeldByCurrentThread"),
        (typeof(GC), nameof(GC.GetTotalMemory)), (typeof(GC), nameof(GC.CollectionCount)),
        (typeof(GC), nameof(GC.GetGeneration)), (typeof(GC), nameof(GC.GetTotalAllocatedBytes)),
        (typeof(GC), nameof(GC.GetAllocatedBytesForCurrentThread)), (typeof(GC), nameof(GC.GetGCMemoryInfo)),
        (typeof(WeakReference), "get_IsAlive"), (typeof(WeakReference), "get_Target"),
        (typeof(WeakReference<>), nameof(WeakReference<>.TryGetTarget)),

        // The time of a scheduler goes on by timers alone.
        (typeof(ITimeProvider), "get_Now"), (typeof(ITimeProvider), "get_MonotonicClock"),
        (typeof(ITimeProvider), "get_HighResMonotonicClock"),
        (typeof(Akka.Actor.ActorPath), "get_Uid"),
        (typeof(Akka.Actor.ActorPath), nameof(Akka.Actor.ActorPath.ToStringWithUid)),
        (typeof(SymmetricAlgorithm), "get_Key"), (typeof(SymmetricAlgorithm), "get_IV"),
        (typeof(SymmetricAlgorithm), nameof(SymmetricAlgorithm.GenerateKey)),
        (typeof(SymmetricAlgorithm), nameof(SymmetricAlgorithm.GenerateIV)),

        // .NET draws a number for each program that goes into the hash of every text.
        (typeof(object), nameof(GetHashCode)), (typeof(string), nameof(GetHashCode)),
        (typeof(HashCode), nameof(HashCode.Combine)), (typeof(HashCode), nameof(HashCode.ToHashCode)),
        (typeof(RuntimeHelpers), nameof(RuntimeHelpers.GetHashCode)),
        (typeof(StringComparer), nameof(GetHashCode)), (typeof(EqualityComparer<>), nameof(GetHashCode)),
        (typeof(IEqualityComparer<>), nameof(GetHashCode)),
    ];

    private static readonly HashSet<(Type Owner, string Name)> Shared =
    [
        (typeof(AppContext), nameof(AppContext.GetData)), (typeof(AppContext), nameof(AppContext.SetData)),
        (typeof(AppContext), nameof(AppContext.TryGetSwitch)), (typeof(AppContext), nameof(AppContext.SetSwitch)),
        (typeof(AppDomain), nameof(AppDomain.GetData)), (typeof(AppDomain), nameof(AppDomain.SetData)),
        (typeof(Environment), nameof(Environment.GetEnvironmentVariable)),
        (typeof(Environment), nameof(Environment.SetEnvironmentVariable)),
        (typeof(ActorSystem), nameof(ActorSystem.GetExtension)),
        (typeof(ActorSystem), nameof(ActorSystem.TryGetExtension)),
        (typeof(ActorSystem), nameof(ActorSystem.HasExtension)),
        (typeof(ActorSystem), nameof(ActorSystem.RegisterExtension)),
        (typeof(ActorSystemWithExtensions), nameof(ActorSystemWithExtensions.WithExtension)),
        (typeof(ExtensionIdProvider<>), "Apply"), (typeof(ExtensionIdProvider<>), "Get"),
        (typeof(IInternalActorRef), "get_IsTerminated"),
        (typeof(Task), "get_IsCompleted"), (typeof(Task), "get_IsCompletedSuccessfully"), (typeof(Task), "get_Status"),
        (typeof(Task), "get_IsFaulted"), (typeof(Task), "get_IsCanceled"), (typeof(Task), "get_Exception"),
        (typeof(ValueTask), "get_IsCompleted"), (typeof(ValueTask<>), "get_IsCompleted"),
        (typeof(Lazy<>), "get_IsValueCreated"),
        (typeof(CultureInfo), "set_DefaultThreadCurrentCulture"),
        (typeof(CultureInfo), "set_DefaultThreadCurrentUICulture"),
    ];

    /// <summary>They wait for another's step, which cannot come meanwhile, until the clock says that it is enough.
    /// </summary>
    private static readonly HashSet<(Type Owner, string Name)> Waits =
    [
        (typeof(Task), nameof(Task.Wait)), (typeof(Task), nameof(Task.WaitAll)), (typeof(Task), nameof(Task.WaitAny)),
        (typeof(WaitHandle), nameof(WaitHandle.WaitOne)), (typeof(Monitor), nameof(Monitor.Wait)),
        (typeof(SpinWait), nameof(SpinWait.SpinUntil)),
    ];

    private static readonly FieldInfo? Ending =
        typeof(CancellationTokenSource).GetField("_timer", BindingFlags.Instance | BindingFlags.NonPublic);

    private static readonly FieldInfo? Drawing =
        typeof(Random).GetField("_impl", BindingFlags.Instance | BindingFlags.NonPublic);

    private static readonly HashSet<(Type Owner, string Name)> Threads =
    [
        (typeof(Thread), nameof(Thread.Start)), (typeof(Thread), nameof(Thread.UnsafeStart)),
        (typeof(ThreadPool), nameof(ThreadPool.QueueUserWorkItem)),
        (typeof(ThreadPool), nameof(ThreadPool.UnsafeQueueUserWorkItem)),
        (typeof(ThreadPool), nameof(ThreadPool.RegisterWaitForSingleObject)),
        (typeof(ThreadPool), nameof(ThreadPool.UnsafeRegisterWaitForSingleObject)),

        // What is asked for then is nobody's, as a timer that the clock lets fire.
        (typeof(ExecutionContext), nameof(ExecutionContext.SuppressFlow)),
        (typeof(CancellationToken), nameof(CancellationToken.UnsafeRegister)),
    ];

    /// <summary>A call that has something done by a thread that is nobody's step, in words; null for another.</summary>
    internal static string? ThreadOf(MethodBase called)
    {
        if (called.DeclaringType is not { } owner) { return null; }
        var isUnsafe = called.Name == nameof(ICriticalNotifyCompletion.UnsafeOnCompleted)
            && typeof(ICriticalNotifyCompletion).IsAssignableFrom(owner);
        if (isUnsafe || Threads.Contains((owner, called.Name))) { return TextOf(called); }

        // There is no other way to have a task run apart from the pool than by what it is made with.
        var isTask = owner == typeof(Task) || owner == typeof(TaskFactory) || owner.BaseType == typeof(Task);
        var takesOptions = isTask && (called.IsConstructor || called.Name == nameof(TaskFactory.StartNew))
            && called.GetParameters().Any(one => one.ParameterType == typeof(TaskCreationOptions));
        return takesOptions ? $"a task with {nameof(TaskCreationOptions)}" : null;
    }

    /// <summary>What an object gives is drawn by lot or read from a clock, in words; null for another.</summary>
    internal static string? LotIn(object one) => one switch
    {
        Stopwatch => nameof(Stopwatch),
        RandomNumberGenerator => nameof(RandomNumberGenerator),
        Random when ReferenceEquals(one, Random.Shared) => "Random.Shared",
        Random when one.GetType() == typeof(Random) && !IsSeeded(one) => "new Random()",
        _ => ReferenceEquals(one, TimeProvider.System) ? "TimeProvider.System" : null,
    };

    /// <summary>
    /// What Akka.NET reads a clock for, or draws by lot, on behalf of an actor that keeps an object: within how much
    /// time failures count, and the number of an actor's life, which is in the hash of its reference.
    /// </summary>
    /// <returns>In words; null for another object.</returns>
    internal static string? LotBehind(object one)
    {
        if (one is OneForOneStrategy { WithinTimeRangeMilliseconds: > 0 and < int.MaxValue }
            or AllForOneStrategy { WithinTimeRangeMilliseconds: > 0 and < int.MaxValue })
        {
            return $"the time range of {TypeText.Of(one.GetType())}";
        }

        if (one is CancellationTokenSource && TimerTrap.IsByClock(Ending?.GetValue(one)))
        {
            return "when a CancellationTokenSource cancels that nothing waits for";
        }

        var type = one.GetType();
        var isByHash = HashOrders.Has(type)
            && type.GenericTypeArguments[0] is var key
            && (typeof(IActorRef).IsAssignableFrom(key) || typeof(Akka.Actor.ActorPath).IsAssignableFrom(key));
        return isByHash && ((IEnumerable)one).Cast<object>().Skip(1).Any() ? $"the order of {TypeText.Of(type)}" : null;
    }

    /// <summary>What a call gives is drawn by lot or read from a clock, in words; null for another call.</summary>
    internal static string? LotOf(MethodBase called)
    {
        if (called.DeclaringType is not { } owner) { return null; }
        if (HashOrders.TextOf(called) is { } order) { return order; }
        if (called.IsConstructor)
        {
            return owner == typeof(Random) && called.GetParameters().Length == 0 ? "new Random()" : null;
        }

        owner = OpenOf(owner);
        var isLot = owner == typeof(RandomNumberGenerator) || Lots.Contains((owner, called.Name))
            || IsKeeping(called)
            || (Waits.Contains((owner, called.Name)) && called.GetParameters().Any(IsPatience));
        return isLot ? TextOf(called) : null;
    }

    /// <summary>What a call gives or sets belongs to the whole program or system, in words; null for another.</summary>
    internal static string? SharedBy(MethodBase called) =>
        called.DeclaringType is { } owner
        && Shared.Contains((OpenOf(owner), called.Name))
            ? TextOf(called)
            : null;

    private static Type OpenOf(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    /// <summary>
    /// Whether it takes a lock that a step may keep; "lock" gives back what it takes, and asks otherwise.
    /// </summary>
    private static bool IsKeeping(MethodBase called) => called.DeclaringType == typeof(Monitor)
        && called is { Name: nameof(Monitor.Enter) } && called.GetParameters().Length == 1;

    private static bool IsPatience(ParameterInfo one) =>
        one.ParameterType == typeof(int) || one.ParameterType == typeof(TimeSpan);

    /// <summary>One with a seed draws as it did in older versions of .NET, which is always the same.</summary>
    private static bool IsSeeded(object random) =>
        Drawing?.GetValue(random)?.GetType().Name.Contains("Seed", StringComparison.Ordinal) == true;

    private static string TextOf(MethodBase called) =>
        $"{TypeText.Of(called.DeclaringType!)}.{NameOf(called)}";

    private static string NameOf(MethodBase called) =>
        called is { IsSpecialName: true, Name: [_, 'e', 't', '_', .. var name] } ? name : called.Name;
}
