using System.Reflection;
using Akka.Actor;
using Akka.Serialization;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Remote.Configurations;
using VfioActors.Runtime.Dispatch;

namespace VfioActors.Remote.Wire;

/// <summary>
/// Carries the messages of all protocols between nodes. The manifest names the kind, as traces do; the bytes are the
/// version of the format, then what <see cref="WireLayout"/> says.
/// </summary>
/// <remarks>
/// Whatever comes is either a message or a <see cref="WireException"/>: sizes are looked at before memory is taken, and
/// no type is looked up by a name that came in.
/// </remarks>
internal sealed class WireSerializer : SerializerWithStringManifest
{
    /// <summary>The number that travels with each message. It never changes.</summary>
    internal const int Number = 1610;

    /// <summary>The version of the format.</summary>
    internal const byte Version = 1;

    private const string EnvelopePrefix = "envelope:";

    private readonly WireKinds _kinds;
    private readonly WireCalls _calls;

    /// <param name="system">The system; its configuration says whose messages travel. Called by Akka.NET.</param>
    public WireSerializer(ExtendedActorSystem system)
        : this(system, KindsOf(system))
    {
    }

    internal WireSerializer(ExtendedActorSystem system, WireKinds kinds)
        : base(system) => (_kinds, _calls) = (kinds, new(kinds, system));

    public override int Identifier => Number;

    /// <summary>The kinds of messages that the configuration of a system lets travel.</summary>
    internal static WireKinds KindsOf(ActorSystem system) =>
        new(RemoteSettings.From(system.Settings.Config).Assemblies.Select(Assembly.Load));

    public override string Manifest(object o) =>
        o is PooledEnvelope pooled ? EnvelopePrefix + pooled.Envelope.Kind.Name
        : WireCalls.ManifestOf(o) ?? _kinds.Of(o).Name;

    public override byte[] ToBinary(object obj)
    {
        if (WireCalls.ManifestOf(obj) is not null) { return _calls.Write(obj); }
        WireWriter writer = new(stackalloc byte[WireLimits.Message]);
        writer.Byte(Version);
        if (obj is PooledEnvelope pooled) { Write(ref writer, in pooled.Envelope); }
        else { _kinds.Of(obj).Write(ref writer, obj); }
        return writer.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (WireCalls.IsManifest(manifest)) { return _calls.Read(bytes, manifest); }
        var what = manifest.Length <= WireLimits.Name ? manifest : $"a manifest of {manifest.Length} characters";
        if (bytes.Length > WireLimits.Message)
        {
            throw new WireException($"{what}: {bytes.Length} bytes; accepted: at most {WireLimits.Message}");
        }

        var isEnvelope = manifest.StartsWith(EnvelopePrefix, StringComparison.Ordinal);
        var kind = _kinds.Find(isEnvelope ? manifest[EnvelopePrefix.Length..] : manifest)
            ?? throw new WireException($"{what}: no kind of message that this node knows");
        WireReader reader = new(bytes, what);
        reader.Version(Version);
        object message = isEnvelope ? ReadEnvelope(ref reader, kind) : kind.Read(ref reader);
        reader.End();
        return message;
    }

    private void Write(ref WireWriter writer, in Envelope envelope)
    {
        writer.Number(envelope.From.Value);
        writer.Number(envelope.To.Value);
        writer.Number(envelope.Operation.Value);
        writer.Number(envelope.Cause - Envelope.Unsent);
        var kind = _kinds.Find(envelope.Kind.Name)
            ?? throw new WireException($"{envelope.Kind.Name} does not travel: its assembly is not named");
        kind.WriteFrom(ref writer, in envelope);
    }

    private static PooledEnvelope ReadEnvelope(ref WireReader reader, WireKind kind)
    {
        ActorId from = new(reader.Number("the sender", int.MaxValue));
        ActorId to = new(reader.Number("the receiver", int.MaxValue));
        OperationId operation = new(reader.Number("the operation", int.MaxValue));
        var cause = reader.Number("the cause", int.MaxValue) + Envelope.Unsent;
        return kind.ReadInto(ref reader, from, to, operation, cause);
    }
}
