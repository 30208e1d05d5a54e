using System.Globalization;
using Akka.Actor;
using VfioActors.Cluster.Searches.Messages;
using VfioActors.Cluster.Searches.Nodes;
using VfioActors.Cluster.Searches.Wire;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Remote.Wire;

namespace VfioActors.Cluster.Tests.Searches.Wire;

/// <summary>What comes from another node may be anything. More: <c>VFIOACTORS_WIRE=1000000</c>.</summary>
public sealed class SearchSerializerTests : IDisposable
{
    private static readonly int Rounds = int.Parse(
        Environment.GetEnvironmentVariable("VFIOACTORS_WIRE") ?? "20000", CultureInfo.InvariantCulture);

    private static readonly SearchOffer Offer = new(-5, "0.1.0", "abc", "aux-attach-detach")
    {
        Assembly = "def",
        Values = [("devices", "3"), ("rounds", "1")],
        Defects = ["AUX-03"],
        Delivery = Delivery.Bag,
        Faults = new(1, 2),
        Strategy = "stateful",
        Seed = -7,
        StopsRuns = true,
        Trial = ulong.MaxValue,
    };

    private static readonly SearchFrame Frame = new(9, 8, 7, FrameKind.Result, true, new byte[] { 1, 2, 3 });

    private static readonly SessionBegin Begin = new(1, 2, 3, new(Turn: 4, [new(5, 600), new(7, 1)]), [5, 6]);

    private static readonly object[] Others =
    [
        new SearchAnswer(long.MaxValue, 3, "no"),
        new SessionReady(2, 4),
        new SessionLost(3, 5, "gone"),
        new SearchEnd(-1),
    ];

    private readonly ActorSystem _system = SearchCluster.Make(
        SearchCluster.Loopback, 0, SearchCluster.NodeRole, isWatched: true, "akka.actor.provider = local");

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Messages_arrive_as_they_were_sent()
    {
        Assert.All(Others, sent => Assert.Equal(sent, Travelled(sent)));
        var offer = Assert.IsType<SearchOffer>(Travelled(Offer));
        Assert.Equal(Offer.Values, offer.Values);
        Assert.Equal(Offer.Defects, offer.Defects);
        Assert.Equal(Offer, offer with { Values = Offer.Values, Defects = Offer.Defects });
        var frame = Assert.IsType<SearchFrame>(Travelled(Frame));
        Assert.Equal(Frame.Bytes.ToArray(), frame.Bytes.ToArray());
        Assert.Equal(Frame, frame with { Bytes = Frame.Bytes });
        var begun = Assert.IsType<SessionBegin>(Travelled(Begin));
        Assert.Equal(Begin.Learned, begun.Learned);
        Assert.Equal(Begin.Place.Cuts, begun.Place.Cuts);
        Assert.Equal(Begin, begun with { Place = begun.Place with { Cuts = Begin.Place.Cuts }, Learned = Begin.Learned });
    }

    [Fact]
    public void Whatever_comes_is_a_message_or_refused()
    {
        SearchSerializer serializer = new((ExtendedActorSystem)_system);
        object[] all = [Offer, Frame, Begin, .. Others];
        Random random = new(1);
        for (var round = 0; round < Rounds; round++)
        {
            var sent = all[random.Next(all.Length)];
            var (whole, manifest) = (serializer.ToBinary(sent), serializer.Manifest(sent));
            byte[] bytes = [.. whole.Take(random.Next(whole.Length + 1))];
            if (bytes.Length > 0) { bytes[random.Next(bytes.Length)] = (byte)random.Next(256); }
            var named = random.Next(4) == 0 ? serializer.Manifest(all[random.Next(all.Length)]) : manifest;
            try
            {
                Assert.NotNull(serializer.FromBinary(bytes, named));
            }
            catch (WireException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }
    }

    [Theory]
    [InlineData("search-frame", 70_000, "search-frame: 70000 bytes; accepted: at most 65600")]
    [InlineData("search-end", 1, "search-end: format 9; accepted: 5")]
    [InlineData("search-news", 1, "search-news: no kind of message of a search")]
    public void What_is_too_long_or_not_known_is_said(string manifest, int length, string said)
    {
        SearchSerializer serializer = new((ExtendedActorSystem)_system);
        var bytes = new byte[length];
        bytes[0] = 9;
        Assert.Equal(said, Assert.Throws<WireException>(() => serializer.FromBinary(bytes, manifest)).Message);
    }

    private object Travelled(object message)
    {
        var serializer = Assert.IsType<SearchSerializer>(_system.Serialization.FindSerializerFor(message));
        return serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message));
    }
}
