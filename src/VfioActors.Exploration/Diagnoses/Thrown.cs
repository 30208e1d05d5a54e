using System.Diagnostics;
using System.Reflection;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Strategies;

namespace VfioActors.Exploration.Diagnoses;

/// <summary>What was thrown where nothing should be, in words for whoever wrote what threw it.</summary>
public static class Thrown
{
    /// <summary>
    /// One line, such as <c>property NoLostDeposit threw KeyNotFoundException: no such account</c>.
    /// </summary>
    public static string Words(Exception failure)
    {
        var cause = failure is TargetInvocationException or TypeInitializationException
            ? failure.GetBaseException()
            : failure;
        if (cause is HiddenStateException) { return cause.Message; }
        var said = $"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}";
        return PropertyIn(cause) is { } property ? $"property {property} threw {said}" : said;
    }

    /// <summary>The class of the property whose code threw it, by the frames of its stack; null when none did.</summary>
    private static string? PropertyIn(Exception failure)
    {
        var frames = new StackTrace(failure).GetFrames();
        return frames.Select(frame => Outermost(frame.GetMethod()?.DeclaringType))
            .FirstOrDefault(IsProperty)?.Name;
    }

    /// <summary>What is written inside a class is compiled to classes within it.</summary>
    private static Type? Outermost(Type? type)
    {
        while (type is not null && !IsProperty(type) && type.DeclaringType is not null) { type = type.DeclaringType; }
        return type;
    }

    private static bool IsProperty(Type? type) => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Property));
}
