using System.Reflection;

namespace VfioActors.Runtime.Control.Steps;

/// <summary>
/// Has .NET put whatever timers are set into one queue, as long as somebody controls actors. It has a queue for each
/// processor, and takes that of the processor on which a thread just runs: of two timers that were set in the same tick
/// of the clock, with the thread moved to another processor between them, nobody could say which was set first.
/// </summary>
/// <remarks>
/// A timer knows its queue, so those that are set stay where they are and fire as they would. Where .NET finds queues
/// by their numbers too, as on some other systems, or has none that are known, nothing is changed.
/// </remarks>
internal sealed class OneTimerQueue
{
    private const BindingFlags Any =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly Lock _lock = new();
    private readonly object[] _places;
    private readonly object[] _queues;
    private int _users;

    private OneTimerQueue()
    {
        var type = typeof(Timer).Assembly.GetType("System.Threading.TimerQueue");
        var places = type?.GetProperty("Instances", Any)?.GetValue(null) as object[] ?? [];
        _queues = [.. places];
        var areNumbered = type?.GetFields(Any).Any(field => !field.IsStatic && field.Name == "_id") == true;
        _places = areNumbered ? [] : places;
    }

    /// <summary>There is one in a process, as there is one set of queues.</summary>
    internal static OneTimerQueue Shared { get; } = new();

    /// <summary>The queues as .NET made them.</summary>
    internal IReadOnlyList<object> Queues => _queues;

    /// <summary>From now on there is one queue for all.</summary>
    internal void Enter()
    {
        lock (_lock)
        {
            if (_users++ == 0 && _places.Length > 0) { Array.Fill(_places, _queues[0]); }
        }
    }

    /// <summary>When all who entered have left, each processor has its own again.</summary>
    internal void Leave()
    {
        lock (_lock)
        {
            if (--_users == 0) { Array.Copy(_queues, _places, _places.Length); }
        }
    }
}
