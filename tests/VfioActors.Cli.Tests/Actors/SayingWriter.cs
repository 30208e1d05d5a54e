using Akka.Actor;
using VfioActors.Runtime.Control.Dispatching;

namespace VfioActors.Cli.Tests.Actors;

/// <summary>Writes its name into a list when it is told to, and says so.</summary>
internal sealed class SayingWriter : ReceiveActor
{
    public SayingWriter(List<string> names, Stage stage) => Receive<int>(_ =>
    {
        stage.Touches(names);
        names.Add(Self.Path.Name);
    });
}
