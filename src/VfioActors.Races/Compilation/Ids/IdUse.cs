namespace VfioActors.Races.Compilation.Ids;

/// <summary>A place at which a number is used that only an ida gives.</summary>
/// <param name="Ida">The name of the ida, a variable of the file.</param>
/// <param name="Low">The lowest number that it gives; what is below is no id, such as a 0 that stands for none.</param>
internal readonly record struct IdUse(string Ida, long Low);
