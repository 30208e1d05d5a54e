using Akka.Actor;
using Akka.Serialization;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Exploration.Units;
using VfioActors.Exploration.Units.Cuts;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Remote.Wire;

namespace VfioActors.Cluster.Searches.Wire;

/// <summary>
/// How the messages of a search travel: the manifest names which, then the version of the format and fields.
/// </summary>
/// <param name="system">The system. Called by Akka.NET.</param>
/// <remarks>
/// Whatever comes is such a message or a <see cref="WireException"/>; no type is looked up by a name.
/// </remarks>
internal sealed class SearchSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>The number that travels with each message. It never changes.</summary>
    internal const int Number = 1613;

    /// <summary>The version of the format.</summary>
    internal const byte Version = 5;

    private const string Offer = "search-offer";
    private const string Answer = "search-answer";
    private const string Begin = "session-begin";
    private const string Ready = "session-ready";
    private const string Lost = "session-lost";
    private const string End = "search-end";
    private const string Frame = "search-frame";
    private const int BytesMost = PackLimits.Frame + 64;
    private const int OfferBytesMost = 1 << 16;

    /// <inheritdoc/>
    public override int Identifier => Number;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        SearchOffer => Offer,
        SearchAnswer => Answer,
        SessionBegin => Begin,
        SessionReady => Ready,
        SessionLost => Lost,
        SearchEnd => End,
        _ => Frame,
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        PackWriter writer = new();
        writer.Byte(Version);
        switch (obj)
        {
            case SearchOffer offer: Write(writer, offer); break;
            case SearchAnswer answer:
                writer.Signed(answer.Search);
                writer.Number(answer.Workers);
                writer.Text(answer.Refusal);
                break;
            case SessionBegin begin:
                writer.Signed(begin.Search);
                writer.Number(begin.Worker);
                writer.Number(begin.Session);
                Write(writer, begin.Place);
                writer.Bytes(begin.Learned);
                break;
            case SessionReady ready:
                writer.Signed(ready.Search);
                writer.Number(ready.Session);
                break;
            case SessionLost lost:
                writer.Signed(lost.Search);
                writer.Number(lost.Session);
                writer.Text(lost.Reason);
                break;
            case SearchEnd end: writer.Signed(end.Search); break;
            default: Write(writer, (SearchFrame)obj); break;
        }

        return writer.Written.ToArray();
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        PackReader reader = new(bytes, manifest.Length <= Offer.Length ? manifest : "a message of a search");
        var most = manifest == Frame ? BytesMost : OfferBytesMost;
        if (bytes.Length > most) { throw reader.Wrong($"{bytes.Length} bytes; accepted: at most {most}"); }
        if (manifest is not (Offer or Answer or Begin or Ready or Lost or End or Frame))
        {
            throw reader.Wrong("no kind of message of a search");
        }

        reader.Version(Version);
        var search = reader.Signed();
        object message = manifest switch
        {
            Offer => ReadOffer(ref reader, search),
            Answer => new SearchAnswer(search, reader.Number("workers", PackLimits.Workers), reader.Text()),
            Begin => new SessionBegin(
                search,
                reader.Number("a worker", PackLimits.Workers),
                reader.Number("a session", int.MaxValue),
                ReadPlace(ref reader),
                reader.Bytes(OfferBytesMost)),
            Ready => new SessionReady(search, reader.Number("a session", int.MaxValue)),
            Lost => new SessionLost(search, reader.Number("a session", int.MaxValue), reader.Text()),
            End => new SearchEnd(search),
            _ => ReadFrame(ref reader, search),
        };
        reader.End();
        return message;
    }

    private static void Write(PackWriter writer, WorkerPlace place)
    {
        writer.Number(place.Turn);
        writer.Number(place.Cuts.Count);
        foreach (var cut in place.Cuts)
        {
            writer.Number(cut.Actor);
            writer.Number(cut.Place);
        }
    }

    private static WorkerPlace ReadPlace(ref PackReader reader)
    {
        var turn = reader.Number("a turn", int.MaxValue);
        var cuts = new RegionCut[reader.Number("cuts", PackLimits.Entries)];
        for (var at = 0; at < cuts.Length; at++)
        {
            cuts[at] = new(reader.Number("an actor", PackLimits.Actors), reader.Number("a place", int.MaxValue));
        }

        return new(turn, cuts);
    }

    private static void Write(PackWriter writer, SearchFrame frame)
    {
        writer.Signed(frame.Search);
        writer.Number(frame.Session);
        writer.Number(frame.Sequence);
        writer.Byte((byte)frame.Kind);
        writer.Flag(frame.IsLast);
        writer.Bytes(frame.Bytes.Span);
    }

    private static SearchFrame ReadFrame(ref PackReader reader, long search)
    {
        var (session, sequence) = (reader.Number("a session", int.MaxValue), reader.Number());
        var kind = (FrameKind)reader.Byte();
        return kind <= FrameKind.FinishedStates
            ? new(search, session, sequence, kind, reader.Flag(), reader.Bytes(PackLimits.Frame))
            : throw reader.Wrong($"a frame of kind {(byte)kind}; accepted: 0 to {(byte)FrameKind.FinishedStates}");
    }

    private static void Write(PackWriter writer, SearchOffer offer)
    {
        writer.Signed(offer.Search);
        writer.Text(offer.Product);
        writer.Text(offer.Model);
        writer.Text(offer.Scenario);
        writer.Text(offer.Assembly);
        writer.Number(offer.Values.Count);
        foreach (var (name, value) in offer.Values)
        {
            writer.Text(name);
            writer.Text(value);
        }

        writer.Number(offer.Defects.Count);
        foreach (var defect in offer.Defects) { writer.Text(defect); }
        writer.Text(DeliveryNames.NameOf(offer.Delivery));
        writer.Number(offer.Faults.Losses);
        writer.Number(offer.Faults.Repeats);
        writer.Text(offer.Strategy);
        writer.Signed(offer.Seed);
        writer.Flag(offer.StopsRuns);
        writer.Fixed(offer.Trial);
    }

    private static SearchOffer ReadOffer(ref PackReader reader, long search)
    {
        var (product, model, scenario, assembly) = (reader.Text(), reader.Text(), reader.Text(), reader.Text());
        var values = new (string Name, string Value)[reader.Number("parameters", PackLimits.Entries)];
        for (var at = 0; at < values.Length; at++) { values[at] = (reader.Text(), reader.Text()); }
        var defects = new string[reader.Number("defects", PackLimits.Entries)];
        for (var at = 0; at < defects.Length; at++) { defects[at] = reader.Text(); }
        var delivery = reader.Text();
        return new(search, product, model, scenario)
        {
            Assembly = assembly,
            Values = values,
            Defects = defects,
            Delivery = DeliveryNames.Find(delivery) ?? throw reader.Wrong($"no delivery '{delivery}'"),
            Faults = new(
                reader.Number("losses", BagFaults.Most), reader.Number("repeats", BagFaults.Most)),
            Strategy = reader.Text(),
            Seed = reader.Signed(),
            StopsRuns = reader.Flag(),
            Trial = reader.Fixed(),
        };
    }
}
