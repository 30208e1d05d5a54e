namespace VfioActors.Hosting.Doors;

/// <summary>A call whose answer is wanted as one message, a <see cref="WholeAnswer"/>.</summary>
/// <param name="Message">The call.</param>
internal sealed record WholeCall(object Message);
