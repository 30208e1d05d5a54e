namespace VfioActors.Runtime.Control.Dispatching;

/// <summary>What actors share beside their messages.</summary>
internal enum SharedKind
{
    /// <summary>The event stream of the system: who hears what is published.</summary>
    EventStream,

    /// <summary>The names of an actor's children: who is found by them.</summary>
    Children,

    /// <summary>Whom a router picks next.</summary>
    Router,

    /// <summary>An object of the user's, see <see cref="Stage.Touches"/>.</summary>
    Object,
}
