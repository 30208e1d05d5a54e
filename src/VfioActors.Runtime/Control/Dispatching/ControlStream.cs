using System.Reflection;
using Akka.Actor;
using Akka.Event;
using VfioActors.Runtime.Control.Steps;

namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>
/// The event stream of a controlled actor system: who subscribes, unsubscribes and publishes is seen, and no actor of
/// Akka.NET on another thread is told. Who stops is unsubscribed at once.
/// </summary>
internal sealed class ControlStream(ControlRoom room) : EventStream(debug: false)
{
    /// <summary>The number of what Akka.NET publishes to tell what happened.</summary>
    internal const int Telling = -1;

    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly HashSet<IActorRef> _subscribers = [];

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        Changes(subscriber);
        _subscribers.Add(subscriber);
        return base.Subscribe(subscriber, channel);
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        Changes(subscriber);
        return base.Unsubscribe(subscriber, channel);
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        Changes(subscriber);
        _subscribers.Remove(subscriber);
        return base.Unsubscribe(subscriber);
    }

    public override void Publish(object @event)
    {
        if (@event is AllDeadLetters { Recipient: EmptyLocalActorRef nobody } and not SuppressedDeadLetter)
        {
            room.Hearer?.Sought(nobody.Path.Elements);
        }

        var isAkkas = @event.GetType().Namespace == typeof(EventStream).Namespace;
        room.Hearer?.Shared(SharedKind.EventStream, null, isAkkas ? Telling : 0, changes: false);
        base.Publish(@event);
    }

    /// <summary>An actor has stopped.</summary>
    internal void Forget(IActorRef actor)
    {
        if (_subscribers.Contains(actor)) { Unsubscribe(actor); }
    }

    /// <summary>Takes the place of the stream that the system was made with, wherever that is known.</summary>
    /// <exception cref="NotSupportedException">This Akka.NET keeps its stream elsewhere.</exception>
    internal void TakeOver(ExtendedActorSystem system)
    {
        var local = typeof(ControlActorRefProvider).GetFields(Any)
            .FirstOrDefault(field => field.FieldType == typeof(LocalActorRefProvider))?.GetValue(system.Provider);
        foreach (var owner in new[] { system, system.Provider, local, system.DeadLetters })
        {
            foreach (var field in FieldsOf(owner?.GetType()))
            {
                if (field.FieldType == typeof(EventStream)) { field.SetValue(owner, this); }
            }
        }

        if (!ReferenceEquals(system.EventStream, this))
        {
            throw new NotSupportedException("this Akka.NET keeps its event stream where it cannot be watched");
        }
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type? type) => type is null ? []
        : [.. type.GetFields(Any | BindingFlags.DeclaredOnly), .. FieldsOf(type.BaseType)];

    /// <summary>What is subscribed from elsewhere, at the start of the system, is for nobody to see.</summary>
    private void Changes(IActorRef subscriber)
    {
        if (ControlPaths.Controls(subscriber)) { room.Hearer?.Shared(SharedKind.EventStream, null, 0, changes: true); }
    }
}
