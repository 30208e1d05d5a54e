namespace VfioActors.Behaviors.Tables;

/// <summary>
/// A behaviour that may refuse requests at their entrance, for want of something that it does not count. It is never
/// asked to by itself: <see cref="AskingBehavior{TState}"/> asks the host, and refuses in its place.
/// </summary>
public interface IRefuses
{
    /// <summary>Which requests, and how; the same at all times.</summary>
    IReadOnlyList<RefusableRequest> Refusables { get; }
}
