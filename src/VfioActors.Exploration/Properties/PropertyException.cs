using System.Diagnostics;

namespace VfioActors.Exploration.Properties;

/// <summary>A claim could not be judged: its own code threw.</summary>
/// <param name="property">The claim.</param>
/// <param name="failure">What it threw.</param>
public sealed class PropertyException(Property property, Exception failure)
    : Exception($"{property.Name} could not be judged: {Said(failure)}", failure)
{
    /// <summary>The claim.</summary>
    public Property Property => property;

    /// <summary>Type, message and the place in the claim's own code, on one line.</summary>
    private static string Said(Exception failure)
    {
        var message = failure.Message.ReplaceLineEndings(" ");
        return PlaceOf(failure) is { } place
            ? $"{failure.GetType().Name}: {message} (in {place})"
            : $"{failure.GetType().Name}: {message}";
    }

    /// <summary>The first frame that is neither of the framework nor of ours.</summary>
    private static string? PlaceOf(Exception failure)
    {
        var own = typeof(PropertyException).Assembly;
        return (from frame in new StackTrace(failure, fNeedFileInfo: false).GetFrames()
                let method = frame.GetMethod()
                let type = method?.DeclaringType
                where type is not null && type.Assembly != own
                    && type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true
                select $"{type.Name}.{method!.Name}").FirstOrDefault();
    }
}
