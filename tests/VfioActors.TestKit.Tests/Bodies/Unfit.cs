namespace VfioActors.TestKit.Tests.Bodies;

/// <summary>A test that is explored and has no kit.</summary>
#pragma warning disable xUnit1000 // It is not to be run with the others: it fails, as it should.
internal sealed class Unfit
#pragma warning restore xUnit1000
{
    [ExploredFact]
    public void Of_no_kit() => Assert.Null(null);
}
