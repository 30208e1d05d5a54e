namespace VfioActors.Exploration.Scenarios;

/// <summary>A check that a scenario switched off.</summary>
/// <param name="Name">Its name, such as <c>NoLivelock</c>.</param>
/// <param name="Reason">Why it does not fit there.</param>
public sealed record WaivedCheck(string Name, string Reason);
