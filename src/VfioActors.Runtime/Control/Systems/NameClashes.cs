using System.Runtime.ExceptionServices;
using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Runtime.Control.Systems;

/// <summary>
/// Hears when an actor could not be made because its name is taken. Whether it is depends on who came and went, and
/// Akka.NET tells of it by nothing but the exception, which the actor may catch.
/// </summary>
internal sealed class NameClashes : IDisposable
{
    private readonly ControlRoom _room;
    private Exception? _last;

    internal NameClashes(ControlRoom room)
    {
        _room = room;
        AppDomain.CurrentDomain.FirstChanceException += Thrown;
    }

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Thrown;

    /// <summary>
    /// The actor was to be a child of the one that runs, or one at the top. The whole process is heard: what other
    /// threads throw is of other searches, or of nobody.
    /// </summary>
    private void Thrown(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        if (thrown.Exception is not InvalidActorNameException || !_room.IsInside) { return; }
        if (_room.Acting is not { } maker || ReferenceEquals(thrown.Exception, _last)) { return; }

        // One that is thrown on is heard again.
        _last = thrown.Exception;
        _room.Hearer?.Sought([.. maker.Owner.Path.Elements, "the name that is taken"]);
    }
}
