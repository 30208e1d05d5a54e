namespace VfioActors.Tracing.Files;

/// <summary>A trace that is refused, in one line such as <c>run.vtrace:7: step 6 expected, 8 found</c>.</summary>
public sealed class TraceFormatException : Exception
{
    /// <param name="file">The file as the caller named it.</param>
    /// <param name="line">The line from 1; 0 when the refusal is about no line.</param>
    /// <param name="accepted">What would be accepted there.</param>
    /// <param name="problem">What is there instead.</param>
    public TraceFormatException(string file, int line, string accepted, string problem)
        : base($"{file}{(line > 0 ? $":{line}" : "")}: {accepted} expected, {problem} found") =>
        (File, Line, Accepted, Problem) = (file, line, accepted, problem);

    /// <summary>The file as the caller named it.</summary>
    public string File { get; }

    /// <summary>The line from 1; 0 when the refusal is about no line.</summary>
    public int Line { get; }

    /// <summary>What would be accepted there.</summary>
    public string Accepted { get; }

    /// <summary>What is there instead.</summary>
    public string Problem { get; }
}
