using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Tests.Containers;

/// <summary>Actors may start in the middle: in the state that their calls would have led to.</summary>
public sealed class StartTests
{
    [Fact]
    public void A_start_in_the_middle_is_the_state_that_the_calls_lead_to()
    {
        Type1Bench called = new();
        Assert.Equal(Errno.None, called.Join(Type1Bench.P0));
        Assert.Equal(Errno.None, called.Join(Type1Bench.M0));
        Assert.Equal(0, called.AskContainer(new ContainerMessage.SetKind(ContainerKind.Type1v2, default)));
        Assert.Equal(Errno.None, called.Group(Type1Bench.M0, default(GroupMessage.OpenDevice)));
        Type1Bench started = new(new() { Starts = true });
        Assert.Equal(called.Fingerprints, started.Fingerprints);
    }
}
