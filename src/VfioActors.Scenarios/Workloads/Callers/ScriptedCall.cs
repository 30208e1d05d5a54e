namespace VfioActors.Scenarios.Workloads.Callers;

/// <summary>A call as a scenario writes it.</summary>
/// <param name="Text">What heads of ladders call it.</param>
/// <param name="Call">The call.</param>
public sealed record ScriptedCall(string Text, Call Call);
