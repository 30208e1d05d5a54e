namespace VfioActors.Scenarios.Workloads.Users;

/// <summary>Pages that a user was told, which follow each other.</summary>
/// <param name="Count">How many.</param>
/// <param name="First">The first page frame.</param>
public readonly record struct UserPages(ulong Count, long First);
