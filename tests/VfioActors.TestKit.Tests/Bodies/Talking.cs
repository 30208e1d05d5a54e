using Xunit.Abstractions;

namespace VfioActors.TestKit.Tests.Bodies;

/// <summary>A class that is made with something.</summary>
#pragma warning disable xUnit1000 // Its test is run inside another, which hears what it says.
internal sealed class Talking(ITestOutputHelper output) : VfioTestKit(output: output)
#pragma warning restore xUnit1000
{
    private readonly ITestOutputHelper _output = output;

    [ExploredFact(Runs = 3)]
    public void Says_what_it_does()
    {
        _output.WriteLine("a run begins");
        var probe = Probe();
        probe.Ref.Tell("hi", probe.Ref);
        AtRest(() => Assert.Equal("hi", probe.ExpectMsg<string>()));
    }
}
