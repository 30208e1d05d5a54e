namespace VfioActors.Conformance.Operations;

/// <summary>A call on the file of a group, or of its device.</summary>
/// <param name="Group">The name of the group.</param>
public abstract record GroupOperation(string Group) : Operation
{
    /// <summary>Opens the file of the group.</summary>
    public sealed record Open(string Group) : GroupOperation(Group);

    /// <summary>Closes the file of the group.</summary>
    public sealed record Close(string Group) : GroupOperation(Group);

    /// <summary>Puts the group into a container.</summary>
    public sealed record Set(string Group, string Container) : GroupOperation(Group);

    /// <summary>Takes the group out of its container.</summary>
    public sealed record Unset(string Group) : GroupOperation(Group);

    /// <summary>Asks whether the group is viable and has a container.</summary>
    public sealed record AskStatus(string Group) : GroupOperation(Group);

    /// <summary>Opens the device of the group.</summary>
    public sealed record OpenDevice(string Group) : GroupOperation(Group);

    /// <summary>Closes the device of the group.</summary>
    public sealed record CloseDevice(string Group) : GroupOperation(Group);
}
