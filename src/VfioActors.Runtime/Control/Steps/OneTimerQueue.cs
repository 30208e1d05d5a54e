using System.Reflection;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Has .NET put whatever timers are set into one queue, as long as somebody controls actors. It has a queue for each
/// processor, and takes that of the processor on which a thread just runs: of two timers that were set in the same tick
/// of the clock, with the thread moved to another processor between them, nobody could say which was set first.
/// </summary>
/// <remarks>
/// The one queue is another than those of processors, and all that it has it takes for soon due. Those that are due
/// later .NET keeps apart, and moves them, the last one first, when their time comes nearer: where a thread stalls for
/// that long, they would be found in the opposite order. A timer knows its queue, so those that are set stay where they
/// are and fire as they would. Where .NET finds queues by their numbers too, as on some other systems, or has none that
/// are known, nothing is changed.
/// </remarks>
internal sealed class OneTimerQueue
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly Lock _lock = new();
    private readonly object[] _places;
    private readonly object[] _usual;
    private readonly object? _own;
    private int _users;

    private OneTimerQueue()
    {
        var type = typeof(Timer).Assembly.GetType("System.Threading.TimerQueue");
        _places = type?.GetProperty("Instances", Any)?.GetValue(null) as object[] ?? [];
        _usual = [.. _places];
        _own = type is not null && type.GetFields(Any).All(field => field.IsStatic || field.Name != "_id")
            ? Made(type)
            : null;
    }

    /// <summary>There is one in a process, as there is one set of queues.</summary>
    internal static OneTimerQueue Shared { get; } = new();

    /// <summary>The one for all, where there is one, and the queues as .NET made them.</summary>
    internal IReadOnlyList<object> Queues => _own is null ? _usual : [_own, .. _usual];

    /// <summary>From now on there is one queue for all.</summary>
    internal void Enter()
    {
        lock (_lock)
        {
            if (_users++ == 0 && _own is not null) { Array.Fill(_places, _own); }
        }
    }

    /// <summary>When all who entered have left, each processor has its own again.</summary>
    internal void Leave()
    {
        lock (_lock)
        {
            if (--_users == 0) { Array.Copy(_usual, _places, _places.Length); }
        }
    }

    private static object? Made(Type type)
    {
        // What is due before that is soon due: half of all time leaves room to count from.
        const long Threshold = long.MaxValue / 2;
        if (type.GetConstructor(Any, [typeof(int)]) is not { } make) { return null; }
        if (type.GetField("_currentAbsoluteThreshold", Any) is not { } threshold) { return null; }
        var queue = make.Invoke([0]);
        threshold.SetValue(queue, Threshold);
        return queue;
    }
}
