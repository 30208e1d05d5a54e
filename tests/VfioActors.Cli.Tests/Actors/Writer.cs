using Akka.Actor;

namespace VfioActors.Cli.Tests.Actors;

/// <summary>Writes its name into a list when it is told to.</summary>
internal sealed class Writer : ReceiveActor
{
    public Writer(List<string> names) => Receive<int>(_ => names.Add(Self.Path.Name));
}
