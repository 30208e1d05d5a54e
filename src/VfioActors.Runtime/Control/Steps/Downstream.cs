using System.Collections.Concurrent;
using System.Reflection;
using Akka.Actor;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Looks along what a task, a cancellation or whatever else of .NET sets going, for what flows to it: from that it is
/// known whose it is. What is set going may only set other things going, as a delay that a cancellation ends.
/// </summary>
/// <remarks>
/// Only .NET's own objects are gone along, and only onward: neither to what belongs to somebody else's code, nor back
/// to what sets these things going themselves.
/// </remarks>
internal static class Downstream
{
    private const int ObjectsMax = 500;

    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance
        | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly FieldInfo? Continuation = typeof(Task).GetField("m_continuationObject", Own);
    private static readonly FieldInfo? Registrations = typeof(CancellationTokenSource).GetField("_registrations", Own);
    private static readonly FieldInfo? Callbacks = Registrations?.FieldType.GetField(nameof(Callbacks), Own);
    private static readonly FieldInfo? NextOne = Callbacks?.FieldType.GetField("Next", Own);
    private static readonly FieldInfo? Flow = Callbacks?.FieldType.GetField(nameof(ExecutionContext), Own);
    private static readonly FieldInfo? State = Callbacks?.FieldType.GetField("CallbackState", Own);
    private static readonly FieldInfo? Callback = Callbacks?.FieldType.GetField(nameof(Callback), Own);
    private static readonly object? Nothing = typeof(ExecutionContext)
        .GetField("Default", BindingFlags.Static | BindingFlags.NonPublic)?.GetValue(null);

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>They lead back, or to what is everybody's.</summary>
    private static readonly Type[] Closed =
    [
        typeof(string), typeof(MemberInfo), typeof(Assembly), typeof(Thread), typeof(WeakReference), typeof(Timer),
        typeof(SynchronizationContext), typeof(TaskScheduler), typeof(CancellationTokenRegistration), typeof(Exception),
    ];

    /// <summary>Whether this .NET has what is needed.</summary>
    internal static bool IsKnown { get; } = Continuation is not null && NextOne is not null && Flow is not null
        && State is not null && Callback is not null && Nothing is not null;

    /// <summary>What flows to what goes on behind a task, the nearest first.</summary>
    internal static IEnumerable<ExecutionContext> Behind(Task task) => From([Continuation!.GetValue(task)]);

    /// <summary>What flows to what a cancellation sets going, the nearest first.</summary>
    internal static IEnumerable<ExecutionContext> Behind(CancellationTokenSource source) =>
        From(RegisteredWith(source));

    /// <summary>What a cancellation calls.</summary>
    internal static IEnumerable<Delegate> CalledBy(CancellationTokenSource source) =>
        RegisteredWith(source).OfType<Delegate>();

    /// <summary>Whether all that a cancellation calls is Akka.NET's, as what ends an Ask.</summary>
    internal static bool CallsOnlyAkkas(CancellationTokenSource source)
    {
        List<Delegate> called = [.. CalledBy(source)];
        return called.Count > 0
            && called.TrueForAll(one => one.Method.DeclaringType?.Assembly == typeof(ActorBase).Assembly);
    }

    /// <summary>What flows to something, and to what that sets going, the nearest first.</summary>
    internal static IEnumerable<ExecutionContext> From(IEnumerable<object?> first)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Queue<object> left = new();
        Add(left, first);
        while (left.TryDequeue(out var one) && seen.Count < ObjectsMax)
        {
            if (!seen.Add(one)) { continue; }
            if (one is ExecutionContext flow) { yield return flow; }
            else { Add(left, PartsOf(one)); }
        }
    }

    private static void Add(Queue<object> left, IEnumerable<object?> parts)
    {
        foreach (var part in parts)
        {
            if (part is not null && !ReferenceEquals(part, Nothing) && IsNets(part.GetType())) { left.Enqueue(part); }
        }
    }

    private static IEnumerable<object?> PartsOf(object one) => one switch
    {
        Task task => [Continuations.FlowOf(task), Continuation!.GetValue(task)],
        CancellationTokenSource source => RegisteredWith(source),
        Delegate run => [run.Target],
        List<object?> several => Copied(several),
        _ => Fields.GetOrAdd(one.GetType(), FieldsOf).Select(field => field.GetValue(one)),
    };

    /// <summary>.NET takes the list itself as the lock for what other threads add to it meanwhile.</summary>
    private static object?[] Copied(List<object?> several)
    {
        lock (several) { return [.. several]; }
    }

    /// <summary>Those that were registered last come first, as they do when they are called.</summary>
    private static IEnumerable<object?> RegisteredWith(CancellationTokenSource source)
    {
        var node = Registrations!.GetValue(source) is { } all ? Callbacks!.GetValue(all) : null;
        for (; node is not null; node = NextOne!.GetValue(node))
        {
            yield return Flow!.GetValue(node);
            yield return State!.GetValue(node);
            yield return (Callback!.GetValue(node) as Delegate)?.Target;
        }
    }

    private static FieldInfo[] FieldsOf(Type type)
    {
        List<FieldInfo> fields = [];
        for (var at = type; at is not null && at != typeof(object) && at != typeof(ValueType); at = at.BaseType)
        {
            fields.AddRange(at.GetFields(Own).Where(field => !IsClosed(field.FieldType)));
        }

        return [.. fields];
    }

    private static bool IsNets(Type type) => !IsClosed(type)
        && (typeof(Delegate).IsAssignableFrom(type) || type.Assembly == typeof(Task).Assembly
            || type.Assembly.GetName().Name?.StartsWith("System.", StringComparison.Ordinal) == true);

    private static bool IsClosed(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer || type.IsArray
        || type.FullName?.StartsWith("System.Threading.TimerQueue", StringComparison.Ordinal) == true
        || Array.Exists(Closed, one => one.IsAssignableFrom(type));
}
