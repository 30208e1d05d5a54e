using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using VfioActors.Remote.Configurations;

namespace VfioActors.Remote.Tests.Wire;

/// <summary>An actor system without a network, to serialize in.</summary>
public sealed class Wires : IDisposable
{
    private readonly ActorSystem _wire = Started(RemoteSettings.Reference);
    private readonly ActorSystem _hyperion = Started(RemoteSettings.Hyperion.WithFallback(RemoteSettings.Reference));

    public Serialization Of(bool hyperion) => (hyperion ? _hyperion : _wire).Serialization;

    public ExtendedActorSystem System => (ExtendedActorSystem)_wire;

    /// <summary>There and back as Akka.NET does it, by the numbers and manifests that travel.</summary>
    public object Back(object message, bool hyperion)
    {
        var serialization = Of(hyperion);
        var serializer = serialization.FindSerializerFor(message);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, message);
        return serialization.Deserialize(serializer.ToBinary(message), serializer.Identifier, manifest);
    }

    public void Dispose()
    {
        _wire.Dispose();
        _hyperion.Dispose();
    }

    private static ActorSystem Started(Config config) => ActorSystem.Create(
        "wires", ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }").WithFallback(config));
}
