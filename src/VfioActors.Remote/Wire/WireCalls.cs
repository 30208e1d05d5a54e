using System.Buffers;
using Akka.Actor;
using Akka.Serialization;
using VfioActors.Hosting.Doors;
using VfioActors.Hosting.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Remote.Wire;

/// <summary>
/// How what is around messages travels: calls, whole answers, and who an actor is. The bytes are the version of the
/// format, names after their lengths, and messages after the names of their kinds.
/// </summary>
/// <remarks>
/// An answer that is too long to travel goes as its end alone, with E2BIG: who asks never waits for it.
/// </remarks>
internal sealed class WireCalls(WireKinds kinds, ExtendedActorSystem system)
{
    private const int NameMost = 128;
    private const string ACall = "call";
    private const string AnAnswer = "answer";
    private const string AFind = "find";
    private const string AFound = "found";
    private const string AFindDevice = "find-device";
    private const string AFoundDevice = "found-device";

    /// <summary>The manifest of an object; null for one that is no such thing.</summary>
    internal static string? ManifestOf(object thing) => thing switch
    {
        WholeCall => ACall,
        WholeAnswer => AnAnswer,
        FindActor => AFind,
        FoundActor => AFound,
        FindDevice => AFindDevice,
        FoundDevice => AFoundDevice,
        _ => null,
    };

    /// <summary>Whether a manifest is one of these: no message has such a name.</summary>
    internal static bool IsManifest(string manifest) =>
        manifest is ACall or AnAnswer or AFind or AFound or AFindDevice or AFoundDevice;

    /// <summary>The bytes of such a thing.</summary>
    internal byte[] Write(object thing)
    {
        var rented = ArrayPool<byte>.Shared.Rent(WireLimits.Answer);
        try
        {
            WireWriter writer = new(rented.AsSpan(0, WireLimits.Answer));
            if (thing is WholeAnswer answer && !TryWrite(ref writer, answer))
            {
                writer = new(rented.AsSpan(0, WireLimits.Answer));
                thing = new WholeAnswer([], kinds.Of(answer.End).WithError(answer.End, (int)Errno.E2BIG)
                    ?? throw new WireException($"{answer.End} is too long, and has no error"));
                _ = TryWrite(ref writer, (WholeAnswer)thing);
            }
            else if (thing is not WholeAnswer)
            {
                writer.Byte(WireSerializer.Version);
                WriteOther(ref writer, thing);
            }

            return writer.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>The thing that bytes are of.</summary>
    internal object Read(byte[] bytes, string manifest)
    {
        if (bytes.Length > WireLimits.Answer)
        {
            throw new WireException($"{manifest}: {bytes.Length} bytes; accepted: at most {WireLimits.Answer}");
        }

        WireReader reader = new(bytes, manifest);
        reader.Version(WireSerializer.Version);
        if (manifest == ACall) { return ReadCall(ref reader); }
        object thing = manifest switch
        {
            AnAnswer => ReadAnswer(ref reader),
            AFind => new FindActor(reader.Name()),
            AFound => new FoundActor(
                reader.Name(), ReadActor(ref reader), new(reader.Number("a number", int.MaxValue))),
            AFindDevice => new FindDevice(reader.Name()),
            _ => new FoundDevice(reader.Name(), ReadDevice(ref reader)),
        };
        reader.End();
        return thing;
    }

    private bool TryWrite(ref WireWriter writer, WholeAnswer answer)
    {
        if (answer.Parts.Count > WireLimits.Parts) { return false; }
        writer.Byte(WireSerializer.Version);
        writer.Number(answer.Parts.Count);
        foreach (var message in answer.Parts.Append(answer.End))
        {
            if (writer.Left < WireLimits.Message + WireLimits.Name) { return false; }
            Write(ref writer, message);
        }

        return true;
    }

    private void WriteOther(ref WireWriter writer, object thing)
    {
        switch (thing)
        {
            case WholeCall call when kinds.Find(call.Message.GetType()) is null: WriteUnknown(ref writer, call); break;
            case WholeCall call: Write(ref writer, call.Message); break;
            case FindActor find: writer.Name(find.Name); break;
            case FindDevice find: writer.Name(find.Name); break;
            case FoundActor found:
                writer.Name(found.Name);
                writer.Name(found.Actor.IsNobody() ? "" : Serialization.SerializedActorPath(found.Actor));
                writer.Number(found.Id.Value);
                break;
            case FoundDevice found:
                writer.Name(found.Name);
                writer.Number(found.Id is { } id ? (ulong)(uint)id.Value + 1 : 0);
                break;
        }
    }

    private void Write(ref WireWriter writer, object message)
    {
        var kind = kinds.Of(message);
        writer.Name(kind.Name);
        kind.Write(ref writer, message);
    }

    /// <summary>No kind has a question mark in its name, so whoever reads it knows none of the name.</summary>
    private static void WriteUnknown(ref WireWriter writer, WholeCall call)
    {
        var name = call.Message is UnknownCall unknown ? unknown.Kind : call.Message.GetType().Name;
        writer.Name($"?{name[..Math.Min(name.Length, NameMost)]}");
    }

    private WholeCall ReadCall(ref WireReader reader)
    {
        var name = reader.Name();
        if (kinds.Find(name) is not { } kind) { return new(new UnknownCall(name)); }
        WholeCall call = new(kind.Read(ref reader));
        reader.End();
        return call;
    }

    private WholeAnswer ReadAnswer(ref WireReader reader)
    {
        var count = reader.Number("the count of parts", WireLimits.Parts);
        List<object> parts = [];
        for (var part = 0; part < count; part++) { parts.Add(ReadMessage(ref reader)); }
        return new(parts, ReadMessage(ref reader));
    }

    private object ReadMessage(ref WireReader reader)
    {
        var name = reader.Name();
        var kind = kinds.Find(name) ?? throw reader.Wrong($"{name} is no kind of message that this node knows");
        return kind.Read(ref reader);
    }

    private IActorRef ReadActor(ref WireReader reader)
    {
        var path = reader.Name();
        if (path.Length == 0) { return ActorRefs.Nobody; }
        return ActorPath.TryParse(path, out _)
            ? system.Provider.ResolveActorRef(path)
            : throw reader.Wrong("the path of an actor is none");
    }

    private static DeviceId? ReadDevice(ref WireReader reader) =>
        reader.Number("a device", int.MaxValue) is var number and > 0 ? new(number - 1) : null;
}
