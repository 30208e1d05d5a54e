using System.Reflection;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>What was thrown where nothing should be, in words for whoever wrote what threw it.</summary>
public static class Thrown
{
    /// <summary>One line, such as <c>KeyNotFoundException: no such account</c>.</summary>
    public static string Words(Exception failure)
    {
        var cause = failure is TargetInvocationException or TypeInitializationException
            ? failure.GetBaseException()
            : failure;
        return cause is HiddenStateException or PropertyException or NotBrokenAgainException
            ? cause.Message
            : $"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}";
    }
}
