using Akka.Actor;
using VfioActors.Cluster.Letters;
using VfioActors.Cluster.Nodes;
using VfioActors.Remote.Wire;
using VfioActors.Runtime.Dispatch;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Cluster.Tests.Letters;

public sealed class LetterSerializerTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create(
        "letters", Akka.Configuration.ConfigurationFactory.ParseString("akka.actor.provider = local")
            .WithFallback(NodeSettings.Config));

    [Fact]
    public void A_letter_arrives_as_it_was_sent()
    {
        var sent = Letter();
        var got = Assert.IsType<StormLetter>(Travelled(sent));
        Assert.Equal(sent.Call, got.Call);
        Assert.Equal(sent.Envelope.Fingerprint, got.Envelope.Fingerprint);
        Assert.Equal(sent.Envelope.From, got.Envelope.From);
        Assert.Equal(sent.Envelope.To, got.Envelope.To);
    }

    [Fact]
    public void So_does_what_is_said_around_letters()
    {
        Assert.Equal(new LetterRefused(new(7), new(3)), Travelled(new LetterRefused(new(7), new(3))));
        Assert.Equal(new PlaceMachine(5), Travelled(new PlaceMachine(5)));
        Assert.Equal(new MachinePlaced(5), Travelled(new MachinePlaced(5)));
    }

    [Fact]
    public void Whatever_comes_is_a_letter_or_refused()
    {
        LetterSerializer serializer = new((ExtendedActorSystem)_system);
        var sent = Letter();
        var (whole, manifest) = (serializer.ToBinary(sent), serializer.Manifest(sent));
        Random random = new(1);
        for (var round = 0; round < 5000; round++)
        {
            byte[] bytes = [.. whole.Take(random.Next(whole.Length + 1))];
            if (bytes.Length > 0) { bytes[random.Next(bytes.Length)] = (byte)random.Next(256); }
            var named = random.Next(4) == 0 ? manifest[..random.Next(manifest.Length)] : manifest;
            try
            {
                Assert.IsType<StormLetter>(serializer.FromBinary(bytes, named));
            }
            catch (WireException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }

        foreach (var other in (string[])["letter-refused", "machine-place", "machine-placed"])
        {
            Assert.Throws<WireException>(() => serializer.FromBinary([1, 2, 3], other));
        }
    }

    public void Dispose() => _system.Dispose();

    private object Travelled(object message)
    {
        var serializer = Assert.IsType<LetterSerializer>(_system.Serialization.FindSerializerFor(message));
        return serializer.FromBinary(serializer.ToBinary(message), serializer.Manifest(message));
    }

    private static StormLetter Letter()
    {
        var envelope = Envelope.Of(
            new(70), new(2), new(4711), Envelope.Unsent, new AuxDomainMessage.Attach(new(3)));
        return new(new PooledEnvelope(in envelope), new(new(4, new(2), long.MaxValue), 1, -1));
    }
}
