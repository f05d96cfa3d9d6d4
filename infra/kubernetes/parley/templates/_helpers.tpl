{{- define "parley.fullname" -}}
{{- if contains "parley" .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-parley" (.Release.Name | trunc 43 | trimSuffix "-") -}}
{{- end -}}
{{- end }}

{{/* What selects pods: never changed, for a Deployment's selector can't be. Given: root, component. */}}
{{- define "parley.selector" -}}
app.kubernetes.io/name: parley
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "parley.labels" -}}
{{ include "parley.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "parley.metadata" -}}
name: {{ include "parley.fullname" .root }}-{{ .component }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "parley.labels" . | nindent 2 }}
{{- end }}

{{/* Given: root, image. */}}
{{- define "parley.image" -}}
{{- if .image.digest -}}
{{ .image.repository }}@{{ .image.digest }}
{{- else -}}
{{ .image.repository }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* Where push and the relay find the api. */}}
{{- define "parley.apiUrl" -}}
{{- if .Values.api.url -}}
{{ .Values.api.url | trimSuffix "/" }}
{{- else -}}
http://{{ include "parley.fullname" . }}-api:8080
{{- end -}}
{{- end }}

{{- define "parley.pushHost" -}}
{{ .Values.pushHost | default .Values.host }}
{{- end }}

{{- define "parley.scheme" -}}
{{ if .Values.ingress.tls.enabled }}s{{ end }}
{{- end }}

{{/* A variable whose value is in a Secret. Given: variable, name, key. */}}
{{- define "parley.secretVariable" -}}
- name: {{ .variable }}
  valueFrom:
    secretKeyRef:
      name: {{ .name }}
      key: {{ .key }}
{{- end }}

{{/* A variable whose value stands here. Numbers come as floating ones, which would print a million as 1e+06. Given: name, value. */}}
{{- define "parley.variable" -}}
- name: {{ .name }}
  value: {{ if and (kindIs "float64" .value) (eq .value (floor .value)) }}{{ .value | int64 | quote }}{{ else }}{{ .value | quote }}{{ end }}
{{- end }}

{{/* In place of the image's own, which names a heap for development. Arguments would be the program's. Given: own. */}}
{{- define "parley.javaOptions" -}}
- name: JDK_JAVA_OPTIONS
  value: {{ prepend (.own.javaOptions | default list) (printf "-XX:MaxRAMPercentage=%d" (int64 .own.heapPercent)) | join " " | quote }}
{{- end }}

{{/* What both programs need. Given: root, own (the values of one of them). */}}
{{- define "parley.environment" -}}
{{- $root := .root -}}
{{- $own := .own -}}
{{ include "parley.javaOptions" . }}
- name: PARLEY_PRODUCTION
  value: {{ $root.Values.production | quote }}
- name: PARLEY_SHUTDOWN_NOTICE
  value: {{ .own.shutdown.noticeSeconds }}s
- name: PARLEY_SHUTDOWN_GRACE_PERIOD
  value: {{ .own.shutdown.graceSeconds }}s
{{ with $root.Values.internalCredential.secret -}}
{{ include "parley.secretVariable" (dict "variable" "PARLEY_INTERNAL_CREDENTIAL" "name" .name "key" .key) }}
{{ end -}}
{{ with $root.Values.redis -}}
{{ if .uri -}}
- name: PARLEY_REDIS_URI
  value: {{ .uri | quote }}
{{ else -}}
{{ include "parley.secretVariable" (dict "variable" "PARLEY_REDIS_URI" "name" .secret.name "key" .secret.key) }}
{{ end -}}
{{ end -}}
{{ range $name, $value := $root.Values.environment -}}
{{ if not (hasKey $own.environment $name) -}}
{{ include "parley.variable" (dict "name" $name "value" $value) }}
{{ end -}}
{{ end -}}
{{ range $name, $value := $own.environment -}}
{{ include "parley.variable" (dict "name" $name "value" $value) }}
{{ end -}}
{{ range $name, $from := $root.Values.secretEnvironment -}}
{{ if not (hasKey $own.secretEnvironment $name) -}}
{{ include "parley.secretVariable" (dict "variable" $name "name" $from.name "key" $from.key) }}
{{ end -}}
{{ end -}}
{{ range $name, $from := $own.secretEnvironment -}}
{{ include "parley.secretVariable" (dict "variable" $name "name" $from.name "key" $from.key) }}
{{ end -}}
{{- end }}

{{/* Pod Security Standards, profile "restricted". */}}
{{- define "parley.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: {{ .Values.podSecurity.user | int64 }}
runAsGroup: {{ .Values.podSecurity.group | int64 }}
fsGroup: {{ .Values.podSecurity.group | int64 }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "parley.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* The top of every pod. Without the service links: "parley-api" as a Service would set PARLEY_API_PORT and the like, which are names of settings. */}}
{{- define "parley.podDefaults" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- include "parley.podSecurityContext" . | nindent 2 }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Where pods go. Given: root, component, own. */}}
{{- define "parley.scheduling" -}}
topologySpreadConstraints:
{{- if .own.topologySpreadConstraints }}
  {{- toYaml .own.topologySpreadConstraints | nindent 2 }}
{{- else }}
{{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "parley.selector" $ | nindent 8 }}
    # While a new version rolls out it is spread by itself: the old pods are about to go.
    matchLabelKeys: [pod-template-hash]
{{- end }}
{{- end }}
{{- with .own.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .own.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .own.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* A start on a busy node may take half a minute; afterwards three failures in a row count. */}}
{{- define "parley.probes" -}}
startupProbe:
  httpGet: {path: /health/liveness, port: http}
  periodSeconds: 1
  timeoutSeconds: 2
  failureThreshold: 120
readinessProbe:
  httpGet: {path: /health/readiness, port: http}
  periodSeconds: 3
  timeoutSeconds: 2
  failureThreshold: 2
livenessProbe:
  httpGet: {path: /health/liveness, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
{{- end }}

{{- define "parley.serviceAccountName" -}}
{{ .own.serviceAccount.name | default (printf "%s-%s" (include "parley.fullname" .root) .component) }}
{{- end }}
