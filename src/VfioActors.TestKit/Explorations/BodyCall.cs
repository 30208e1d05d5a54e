using System.Reflection;
using VfioActors.Exploration.Worlds;

namespace VfioActors.TestKit.Explorations;

/// <summary>Calls the body of a test that is explored.</summary>
internal static class BodyCall
{
    private const string OfTheKit =
        "it uses what only a [Fact] can: an explored body starts actors, tells them something and claims what is so at "
        + "rest; instead of waiting in the body have a Probe() hear it, and look in AtRest";

    /// <exception cref="UnfitScenarioException">The body throws, or uses what only the TestKit has.</exception>
    internal static void Call(MethodInfo body, VfioTestKit kit)
    {
        try
        {
            body.CreateDelegate<Action>(kit)();
        }
        catch (Exception failure)
        {
            // The kit has no test actor and no queue of messages here.
            var cause = failure is NullReferenceException && IsOfKit(failure)
                ? new NotSupportedException(OfTheKit)
                : failure;
            throw UnfitScenarioException.Of($"the body '{body.Name}'", cause, body.DeclaringType!.Assembly);
        }
    }

    private static bool IsOfKit(Exception failure) =>
        failure.StackTrace?.Contains(" Akka.TestKit.", StringComparison.Ordinal) == true;
}
