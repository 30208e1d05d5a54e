using VfioActors.Behaviors;
using VfioActors.Remote.Wire;
using VfioActors.Vfio.Values;
using static VfioActors.Remote.Tests.Wire.Versions;

namespace VfioActors.Remote.Tests.Wire;

public sealed class SkewTests
{
    [Fact]
    public void An_older_reader_leaves_out_what_a_newer_writer_added() =>
        Assert.Equal(
            new Older(new(0x1000), -3, Errno.EBUSY),
            Read<Older>(Written(new Newer(new(0x1000), -3, Errno.EBUSY, 7, int.MinValue))));

    [Fact]
    public void A_newer_reader_has_zero_for_what_an_older_writer_did_not_know() =>
        Assert.Equal(
            new Newer(new(0x1000), 9, Errno.None, 0, 0), Read<Newer>(Written(new Older(new(0x1000), 9, Errno.None))));

    [Fact]
    public void A_number_that_became_wider_is_read_while_it_fits_and_refused_when_not()
    {
        Assert.Equal(
            new Older(new(1), int.MinValue, default), Read<Older>(Written(new Wider(new(1), int.MinValue))));
        var refused = Assert.Throws<WireException>(() => Read<Older>(Written(new Wider(new(1), 1L << 40))));
        Assert.Equal("here: Pages does not fit 4 bytes", refused.Message);
    }

    [Fact]
    public void A_value_that_an_older_enum_lacks_is_refused()
    {
        var bytes = Written(new Older(new(1), 2, Errno.EBUSY));
        var refused = Assert.Throws<WireException>(() => Read<Versions.Chosen>(bytes));
        Assert.Equal("here: Order is 16, which is none of its enum", refused.Message);
    }

    private static byte[] Written<T>(T message)
        where T : unmanaged, IMessage
    {
        WireWriter writer = new(new byte[WireLimits.Message]);
        new WireKindOf<T>().Write(ref writer, message);
        return writer.ToArray();
    }

    private static T Read<T>(byte[] bytes)
        where T : unmanaged, IMessage
    {
        WireReader reader = new(bytes, "here");
        var message = (T)new WireKindOf<T>().Read(ref reader);
        reader.End();
        return message;
    }
}
