using System.Reflection;
using System.Runtime.CompilerServices;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>
/// What flows from an actor to whatever it asks to be run, as it does behind an await: it says whose that is.
/// </summary>
/// <remarks>
/// It changes with each step. Putting it into the thread is one write; .NET's own way tells everything that hears of
/// such changes, as the culture does, and takes longer than the rest of the step. That way is gone when something was
/// changed meanwhile, and where .NET keeps its flow elsewhere.
/// </remarks>
internal sealed class ActorFlow
{
    private const string Name = "_executionContext";

    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly AsyncLocal<ControlQueue?> Asking = new(Changed);
    private static readonly bool IsOpen =
        typeof(Thread).GetField(Name, BindingFlags.Instance | BindingFlags.NonPublic)?.FieldType
        == typeof(ExecutionContext);

    /// <summary>
    /// What another thread runs until it is said that something is not controlled: were it compiled only then, a search
    /// could be over before.
    /// </summary>
    private static readonly RuntimeMethodHandle[] Telling =
    [
        .. new[] { typeof(ActorFlow), typeof(UncontrolledReasons) }
            .SelectMany(type => type.GetMethods(Declared))
            .Concat([typeof(ControlRoom).GetProperty(nameof(ControlRoom.IsInside), Declared)!.GetMethod!])
            .Where(method => !method.IsAbstract && method.GetMethodBody() is not null)
            .Select(method => method.MethodHandle),
    ];

    private Thread? _thread;
    private ExecutionContext? _outside;
    private ExecutionContext? _put;

    /// <summary>In whose name the calling code runs; null for nobody's.</summary>
    internal static ControlQueue? Asker => Asking.Value;

    /// <summary>What flows from an actor.</summary>
    internal static ExecutionContext Of(ControlQueue actor)
    {
        var before = ExecutionContext.Capture()!;
        Asking.Value = actor;
        var flow = ExecutionContext.Capture()!;
        ExecutionContext.Restore(before);
        return flow;
    }

    /// <summary>The actor that something flows from; null for none.</summary>
    internal static ControlQueue? OwnerOf(ExecutionContext flow)
    {
        ControlQueue? owner = null;
        var outside = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Looking());
        ExecutionContext.Run(flow, _ => owner = Asking.Value, null);
        SynchronizationContext.SetSynchronizationContext(outside);
        return owner;
    }

    /// <summary>From now on it flows from actors on a thread, the calling one.</summary>
    internal void Enter(Thread thread)
    {
        if (!ReferenceEquals(_thread, thread))
        {
            AkkaLot.Serve();
            foreach (var method in Telling) { RuntimeHelpers.PrepareMethod(method); }
        }

        _thread = thread;
        _outside = _put = IsOpen ? In(thread) : ExecutionContext.Capture();
    }

    /// <summary>From now on it flows from an actor.</summary>
    internal void Switch(ControlQueue actor) => Put(actor.Flow);

    /// <summary>From now on it flows from where it did before.</summary>
    internal void Exit() => Put(_outside);

    /// <summary>
    /// A thread of the pool begins to do what flows from an actor: it was not kept from it, as where a timer fired by
    /// the clock before the step ended that set it.
    /// </summary>
    private static void Changed(AsyncLocalValueChangedArgs<ControlQueue?> change)
    {
        if (change is not { ThreadContextChanged: true, CurrentValue: { } actor }) { return; }
        if (SynchronizationContext.Current is Looking || !Thread.CurrentThread.IsThreadPoolThread) { return; }
        if (actor.Room is { IsOpen: true, IsInside: false } room)
        {
            room.Uncontrolled.AddElsewhere(() => $"what {Named.Of(actor.Owner)} asked for is done by another thread, "
                + "as behind a Task.Yield in Task.Run, when a timer is shorter than the step that sets it, a file is "
                + "read, or an async void throws");
        }
    }

    private void Put(ExecutionContext? flow)
    {
        if (!IsOpen)
        {
            ExecutionContext.Restore(flow!);
            return;
        }

        ref var now = ref In(_thread!);
        if (ReferenceEquals(now, _put)) { now = flow; }
        else { Restore(flow, ref now); }
        _put = now;
    }

    /// <summary>Where nothing flows .NET keeps null, and gives out an object that stands for that.</summary>
    private static void Restore(ExecutionContext? flow, ref ExecutionContext? now)
    {
        if (flow is null)
        {
            (var changed, now) = (now, null);
            flow = ExecutionContext.Capture()!;
            now = changed;
        }

        ExecutionContext.Restore(flow);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = Name)]
    private static extern ref ExecutionContext? In(Thread thread);

    /// <summary>Whoever only looks from whom something flows does nothing in his name.</summary>
    private sealed class Looking : SynchronizationContext;
}
