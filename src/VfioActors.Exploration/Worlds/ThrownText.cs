using System.Diagnostics;
using System.Reflection;

namespace VfioActors.Exploration.Worlds;

/// <summary>What somebody's code threw, in a line: type, message, and where in that code.</summary>
public static class ThrownText
{
    /// <summary>The line.</summary>
    /// <param name="thrown">What was thrown; of what is wrapped, the innermost is meant.</param>
    /// <param name="own">The assembly of whoever wrote the code: its first frame is named.</param>
    public static string Of(Exception thrown, Assembly own)
    {
        var cause = thrown.GetBaseException();
        var message = cause.Message.ReplaceLineEndings(" ");
        var text = $"{cause.GetType().Name}: {message}";
        return (FrameOf(cause, own) ?? FrameOf(thrown, own)) is { } frame ? $"{text} (at {frame})" : text;
    }

    private static string? FrameOf(Exception thrown, Assembly own)
    {
        foreach (var frame in new StackTrace(thrown, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is not { } method || method.Module.Assembly != own) { continue; }
            var file = Path.GetFileName(frame.GetFileName());
            return file is null ? NameOf(method) : $"{NameOf(method)}, {file}:{frame.GetFileLineNumber()}";
        }

        return null;
    }

    /// <summary>A lambda or an iterator is named for the method that it was written in.</summary>
    private static string NameOf(MethodBase method)
    {
        var (type, name) = (method.DeclaringType, method.Name);
        while (type is { DeclaringType: { } outer } && type.Name.Contains('<', StringComparison.Ordinal))
        {
            if (!name.Contains('<', StringComparison.Ordinal)) { name = type.Name; }
            type = outer;
        }

        var (from, to) = (name.IndexOf('<', StringComparison.Ordinal), name.IndexOf('>', StringComparison.Ordinal));
        var written = from >= 0 && to > from + 1 ? name[(from + 1)..to] : name;
        return type is null ? written : $"{type.Name}.{written}";
    }
}
