using System.Globalization;
using Akka.Serialization;
using VfioActors.Exploration.Strategies;
using VfioActors.Hosting.Doors;
using VfioActors.Hosting.Kernels;
using VfioActors.Remote.Wire;

namespace VfioActors.Remote.Tests.Wire;

/// <summary>What comes from another node may be anything. More: <c>VFIOACTORS_WIRE=1000000</c>.</summary>
[Collection(nameof(Wires))]
public sealed class BadBytesTests(Wires wires)
{
    private static readonly int Rounds = int.Parse(
        Environment.GetEnvironmentVariable("VFIOACTORS_WIRE") ?? "20000", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("Container.Map", "", "Container.Map: cut off at byte 0")]
    [InlineData("Container.Map", "02", "Container.Map: format 2; accepted: 1")]
    [InlineData("Container.Map", "01", "Container.Map: cut off at byte 1")]
    [InlineData("Container.Map", "0131", "Container.Map: the count of fields is 49; accepted: 0 to 48")]
    [InlineData("Container.Map", "010100ff", "Container.Map: 1 byte too many")]
    [InlineData("Container.Map", "01018000", "Container.Map: a number ends in zero at byte 3")]
    [InlineData("Container.Map", "0101ffffffffffffffffff02", "Container.Map: a number of more than 64 bits ends at byte 11")]
    [InlineData("Container.Mop", "0100", "Container.Mop: no kind of message that this node knows")]
    [InlineData("envelope:Container.Map", "01ffffffff0f", "envelope:Container.Map: the sender is 4294967295; accepted: 0 to 2147483647")]
    [InlineData("System.IO.FileInfo, System.IO", "0100", "System.IO.FileInfo, System.IO: no kind of message that this node knows")]
    [InlineData("find", "01c001", "find: cut off at byte 3")]
    [InlineData("find", "0101ff", "find: a name is no UTF-8")]
    [InlineData("find", "01ff7f", "find: the length of a name is 16383; accepted: 0 to 1024")]
    [InlineData("found", "0100013a00", "found: the path of an actor is none")]
    [InlineData("answer", "01ffffff7f", "answer: the count of parts is 268435455; accepted: 0 to 16384")]
    public void What_is_wrong_is_said(string manifest, string bytes, string expected) =>
        Assert.Equal(
            expected,
            Assert.Throws<WireException>(() => Read(Convert.FromHexString(bytes), manifest)).Message);

    [Fact]
    public void What_is_too_long_is_not_looked_at()
    {
        Assert.Equal(
            "Container.Map: 513 bytes; accepted: at most 512",
            Assert.Throws<WireException>(() => Read(new byte[513], "Container.Map")).Message);
        Assert.Equal(
            "a manifest of 5000 characters: no kind of message that this node knows",
            Assert.Throws<WireException>(() => Read([1, 0], new('a', 5000))).Message);
    }

    [Fact]
    public void Whatever_comes_is_a_message_or_a_clear_error()
    {
        SeededRandom random = new(1, 0);
        object[] things =
        [
            .. Samples.Kinds.All.Select(kind => Samples.Made(kind, 0)),
            .. Samples.Kinds.All.Select(kind => (object)Samples.Enveloped(kind)),
            .. Samples.Kinds.All.Select(kind => new WholeCall(Samples.Made(kind, 0))),
            .. Samples.Kinds.All.Select(kind => new WholeAnswer([Samples.Made(kind, 1)], Samples.Made(kind, 0))),
            new FindActor("c0"), new FoundActor("c0", wires.System.Guardian, new(4)), new FindDevice("d"),
        ];
        var (read, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var thing = things[random.Below(things.Length)];
            var serializer = (WireSerializer)wires.Of(hyperion: false).FindSerializerFor(thing);
            var manifest = serializer.Manifest(random.Below(8) == 0 ? things[random.Below(things.Length)] : thing);
            if (Holds(Mutated(serializer.ToBinary(thing), random), manifest)) { read++; }
            else { refused++; }
        }

        Assert.True(read > Rounds / 100 && refused > Rounds / 4, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Hyperion_makes_no_other_types_and_says_so()
    {
        HyperionSerializer anything = new(wires.System, HyperionSerializerSettings.Default);
        var ours = wires.Of(hyperion: true).FindSerializerForType(typeof(WholeCall));
        object[] others =
        [
            new Uri("http://localhost"), new List<string> { "a" }, new Version(1, 2),
            new WholeCall(new Version(1, 2)), new WholeAnswer([new Version(1, 2)], 1), new object[] { new Version(1, 2) },
        ];
        Assert.All(others, other =>
        {
            var bytes = anything.ToBinary(other);
            Assert.Throws<WireException>(void () => ours.FromBinary<object>(bytes));
        });
    }

    [Fact]
    public void Whatever_comes_to_hyperion_is_a_message_or_a_clear_error()
    {
        SeededRandom random = new(2, 0);
        var ours = wires.Of(hyperion: true).FindSerializerForType(typeof(WholeCall));
        var kinds = Samples.Kinds.All.Where(kind => kind.Name.StartsWith("Container.", StringComparison.Ordinal)).ToList();
        for (var round = 0; round < Rounds / 200; round++)
        {
            var bytes = ours.ToBinary(Samples.Made(kinds[random.Below(kinds.Count)], 0));
            try
            {
                ours.FromBinary<object>(Mutated(bytes, random));
            }
            catch (WireException)
            {
                // That is the clear error; any other ends the test.
            }
        }
    }

    private object Read(byte[] bytes, string manifest) =>
        wires.Of(hyperion: false).Deserialize(bytes, WireSerializer.Number, manifest);

    private bool Holds(byte[] bytes, string manifest)
    {
        try
        {
            Read(bytes, manifest);
            return true;
        }
        catch (WireException wrong)
        {
            Assert.InRange(wrong.Message.Length, 10, 1200);
            return false;
        }
    }

    private static byte[] Mutated(byte[] bytes, SeededRandom random)
    {
        List<byte> mutated = [.. bytes];
        for (var times = 1 + random.Below(3); times > 0 && mutated.Count > 0; times--)
        {
            var at = random.Below(mutated.Count);
            switch (random.Below(4))
            {
                case 0: mutated[at] = (byte)random.Below(256); break;
                case 1: mutated.RemoveAt(at); break;
                case 2: mutated.Insert(at, (byte)random.Below(256)); break;
                default: mutated.RemoveRange(at, mutated.Count - at); break;
            }
        }

        return [.. mutated];
    }
}
