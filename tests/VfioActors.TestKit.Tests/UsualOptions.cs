using Xunit.Abstractions;

namespace VfioActors.TestKit.Tests;

/// <summary>Nothing is said of how tests are found: all is as usual.</summary>
internal sealed class UsualOptions : ITestFrameworkDiscoveryOptions
{
    public TValue GetValue<TValue>(string name) => default!;

    public void SetValue<TValue>(string name, TValue value)
    {
    }
}
