namespace VfioActors.Behaviors.Defects;

/// <summary>A bug that history had, kept behind one switch. No switch is on in the reference.</summary>
/// <param name="Id">The catalogue's id, such as <c>AUX-03</c>.</param>
/// <param name="Title">What goes wrong, in one line.</param>
public sealed record Defect(string Id, string Title)
{
    /// <summary>The subsystem whose catalogue lists it, such as <c>aux</c>.</summary>
    public string Subsystem { get; init; } = "user";

    /// <summary>The property that it violates, by the specification's name.</summary>
    public string Violates { get; init; } = "";

    /// <summary>The ordering rule that would have prevented it, by the specification's name.</summary>
    public string CaughtBy { get; init; } = "";

    /// <summary>Who raised it: review, author, thread, code, later, reading or render.</summary>
    public string Source { get; init; } = "";

    /// <summary>Why it has no switch: naming, style or history. Null when it has one.</summary>
    public string? WithoutSwitch { get; init; }
}
