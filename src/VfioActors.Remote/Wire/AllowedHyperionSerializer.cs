using Akka.Actor;
using Akka.Serialization;
using VfioActors.Hosting.Doors;

namespace VfioActors.Remote.Wire;

/// <summary>Hyperion, which makes no types but those of <see cref="AllowedTypes"/>, whoever asks.</summary>
internal sealed class AllowedHyperionSerializer : Serializer
{
    /// <summary>The number that travels with each message. It never changes.</summary>
    internal const int Number = 1611;

    private readonly HyperionSerializer _hyperion;

    /// <param name="system">The system; its configuration says whose messages travel. Called by Akka.NET.</param>
    public AllowedHyperionSerializer(ExtendedActorSystem system)
        : base(system) => _hyperion = new(system, HyperionSerializerSettings.Default
            .WithPreserveObjectReference(false)
            .WithVersionTolerance(true)
            .WithTypeFilter(new AllowedTypes(WireSerializer.KindsOf(system))));

    public override int Identifier => Number;

    public override bool IncludeManifest => false;

    /// <summary>The parts of an answer go as an array, whatever list they are in.</summary>
    public override byte[] ToBinary(object obj) =>
        _hyperion.ToBinary(obj is WholeAnswer answer ? answer with { Parts = answer.Parts.ToArray() } : obj);

    public override object FromBinary(byte[] bytes, Type? type)
    {
        if (bytes.Length > WireLimits.Answer)
        {
            throw new WireException($"{bytes.Length} bytes; accepted: at most {WireLimits.Answer}");
        }

        try
        {
            return _hyperion.FromBinary(bytes, type);
        }
#pragma warning disable CA1031 // Hyperion throws whatever the bytes lead it to.
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            throw new WireException($"no message that Hyperion may make: {wrong.Message}", wrong);
        }
    }
}
