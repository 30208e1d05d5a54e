using System.Runtime.CompilerServices;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace VfioActors.TestKit.Cases;

/// <summary>Finds tests that are explored. Made by xunit.</summary>
/// <param name="sink">Where xunit hears what is wrong.</param>
public sealed class ExploredFactDiscoverer(IMessageSink sink) : IXunitTestCaseDiscoverer
{
    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var display = discoveryOptions.MethodDisplayOrDefault();
        var options = discoveryOptions.MethodDisplayOptionsOrDefault();
        return Mistake(testMethod) is { } mistake
            ? [new ExecutionErrorTestCase(sink, display, options, testMethod, mistake)]
            : [new ExploredTestCase(sink, display, options, testMethod)];
    }

    private static string? Mistake(ITestMethod test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var method = test.Method;
        if (!typeof(VfioTestKit).IsAssignableFrom(test.TestClass.Class.ToRuntimeType()))
        {
            return $"[ExploredFact] is for classes built on {nameof(VfioTestKit)}";
        }

        var runs = method.ToRuntimeMethod();
        if (runs.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
        {
            return "[ExploredFact] is for a method that does not await: what comes after an await would run by itself";
        }

        return method.IsStatic || runs.ReturnType != typeof(void) || runs.GetParameters().Length > 0
            ? "[ExploredFact] is for a method that takes nothing and gives nothing, and belongs to an object"
            : null;
    }
}
