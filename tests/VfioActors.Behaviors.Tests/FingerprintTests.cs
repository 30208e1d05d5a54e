using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tests;

public sealed class FingerprintTests
{
    [Fact]
    public void Numbers_are_the_same_everywhere()
    {
        Assert.Equal("1ff5c2923a788d2c", Fingerprint.Text(Fingerprint.Mix(0, 0)));
        Assert.Equal("1086f5e908fdb332", Fingerprint.Text(Fingerprint.Mix(1, 2)));
        Assert.Equal("8b6cd1840213c5ff", Fingerprint.Text(Fingerprint.Of("AuxDomain.Attach")));
    }

    [Fact]
    public void The_order_matters()
    {
        Assert.NotEqual(Fingerprint.Mix(1, 2), Fingerprint.Mix(2, 1));
        Assert.NotEqual(Fingerprint.Of("ab"), Fingerprint.Of("ba"));
        Assert.NotEqual(Fingerprint.Of(""), Fingerprint.Of("\0"));
    }

    [Fact]
    public void Small_numbers_do_not_collide()
    {
        var mixed =
            from first in Enumerable.Range(0, 300)
            from second in Enumerable.Range(0, 300)
            select Fingerprint.Mix((ulong)first, (ulong)second);
        Assert.Equal(90_000, mixed.Distinct().Count());
    }

    [Fact]
    public void Text_has_sixteen_digits()
    {
        Assert.Equal("0000000000000000", Fingerprint.Text(0));
        Assert.Equal("ffffffffffffffff", Fingerprint.Text(ulong.MaxValue));
    }
}
