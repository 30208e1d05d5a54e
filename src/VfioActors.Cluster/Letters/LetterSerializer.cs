using System.Buffers.Binary;
using Akka.Actor;
using Akka.Serialization;
using VfioActors.Behaviors.Values;
using VfioActors.Remote.Wire;
using VfioActors.Runtime.Dispatch;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Letters;

/// <summary>
/// How letters travel: five numbers of the call, little-endian, then the message as the serializer of all messages
/// writes it, whose manifest stands behind a prefix.
/// </summary>
/// <remarks>Whatever comes is a letter or a <see cref="WireException"/>; no type is looked up by a name.</remarks>
internal sealed class LetterSerializer : SerializerWithStringManifest
{
    /// <summary>The number that travels with each letter. It never changes.</summary>
    internal const int Number = 1612;

    private const string Prefix = "letter:";
    private const string Refused = "letter-refused";
    private const string Place = "machine-place";
    private const string Placed = "machine-placed";
    private const int CallBytes = (4 * sizeof(int)) + sizeof(long);
    private const int RefusedBytes = 2 * sizeof(int);

    private readonly Lazy<SerializerWithStringManifest> _messages;

    /// <param name="system">The system. Called by Akka.NET.</param>
    public LetterSerializer(ExtendedActorSystem system)
        : base(system) => _messages = new(() =>
            (SerializerWithStringManifest)system.Serialization.FindSerializerForType(typeof(PooledEnvelope)));

    public override int Identifier => Number;

    public override string Manifest(object o) => o switch
    {
        StormLetter letter => Prefix + _messages.Value.Manifest(letter.Pooled),
        PlaceMachine => Place,
        MachinePlaced => Placed,
        _ => Refused,
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        StormLetter letter => Written(letter),
        PlaceMachine place => Written(place.Machine),
        MachinePlaced placed => Written(placed.Machine),
        _ => Written((LetterRefused)obj),
    };

    private byte[] Written(StormLetter letter)
    {
        var message = _messages.Value.ToBinary(letter.Pooled);
        var bytes = new byte[CallBytes + message.Length];
        var thing = letter.Call.Thing;
        var at = bytes.AsSpan();
        BinaryPrimitives.WriteInt32LittleEndian(at, thing.Workload);
        BinaryPrimitives.WriteInt32LittleEndian(at[4..], thing.At.Value);
        BinaryPrimitives.WriteInt64LittleEndian(at[8..], thing.Key);
        BinaryPrimitives.WriteInt32LittleEndian(at[16..], letter.Call.Verb);
        BinaryPrimitives.WriteInt32LittleEndian(at[20..], letter.Call.Step);
        message.CopyTo(at[CallBytes..]);
        return bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        switch (manifest)
        {
            case Refused: return ReadRefused(bytes);
            case Place: return new PlaceMachine(ReadNumber(bytes));
            case Placed: return new MachinePlaced(ReadNumber(bytes));
            default: break;
        }

        if (!manifest.StartsWith(Prefix, StringComparison.Ordinal) || bytes.Length < CallBytes)
        {
            throw new WireException($"{Counted.Of(bytes.Length, "byte")} of a letter; accepted: at least {CallBytes}");
        }

        ReadOnlySpan<byte> at = bytes;
        StormThing thing = new(
            BinaryPrimitives.ReadInt32LittleEndian(at),
            new(BinaryPrimitives.ReadInt32LittleEndian(at[4..])),
            BinaryPrimitives.ReadInt64LittleEndian(at[8..]));
        StormCall call = new(
            thing, BinaryPrimitives.ReadInt32LittleEndian(at[16..]), BinaryPrimitives.ReadInt32LittleEndian(at[20..]));
        var message = _messages.Value.FromBinary(bytes[CallBytes..], manifest[Prefix.Length..]);
        return message is PooledEnvelope pooled
            ? new StormLetter(pooled, call)
            : throw new WireException("a letter holds an envelope, and nothing else");
    }

    private static byte[] Written(int machine)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, machine);
        return bytes;
    }

    private static int ReadNumber(byte[] bytes) => bytes.Length == sizeof(int)
        ? BinaryPrimitives.ReadInt32LittleEndian(bytes)
        : throw new WireException($"{Counted.Of(bytes.Length, "byte")} of a machine; accepted: {sizeof(int)}");

    private static byte[] Written(LetterRefused refused)
    {
        var bytes = new byte[RefusedBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, refused.Client.Value);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), refused.Asked.Value);
        return bytes;
    }

    private static LetterRefused ReadRefused(byte[] bytes)
    {
        if (bytes.Length != RefusedBytes)
        {
            throw new WireException($"{Counted.Of(bytes.Length, "byte")} of a refusal; accepted: {RefusedBytes}");
        }

        return new(
            new(BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            new(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4))));
    }
}
