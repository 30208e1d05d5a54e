using Xunit.Sdk;

namespace VfioActors.TestKit.Tests;

/// <summary>How long claims are waited for under the TestKit.</summary>
public sealed class PatienceTests() : VfioTestKit("akka { loglevel = OFF, test.single-expect-default = 1ms }")
{
    [Fact]
    public void A_claim_that_never_holds_fails_with_what_it_said_last()
    {
        var looks = 0;
        var failure = Assert.Throws<TrueException>(() => AtRest(() => Assert.True(IsExplored, $"never {++looks}")));
        Assert.Equal($"never {looks}", failure.Message);
    }

    [Fact]
    public void Where_the_time_is_out_before_it_could_be_looked_again_it_is_looked_again()
    {
        var looks = 0;
        AtRest(() => Assert.Equal(2, ++looks));
    }
}
