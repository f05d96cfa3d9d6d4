{{/* Who the api, or its migration, is at the database. Given: root, secret. */}}
{{- define "parley.database" -}}
- name: PARLEY_DATABASE_URL
  value: {{ .root.Values.database.url | quote }}
{{ include "parley.secretVariable" (dict "variable" "PARLEY_DATABASE_USERNAME" "name" .secret.name "key" .secret.usernameKey) }}
{{ include "parley.secretVariable" (dict "variable" "PARLEY_DATABASE_PASSWORD" "name" .secret.name "key" .secret.passwordKey) }}
{{- end }}

{{/* What the api alone needs. */}}
{{- define "parley.apiEnvironment" -}}
{{ include "parley.database" (dict "root" . "secret" .Values.database.secret) }}
- name: PARLEY_DATABASE_POOL_SIZE
  value: {{ .Values.database.poolSize | quote }}
# Nobody's start changes tables.
- name: PARLEY_DATABASE_MIGRATE
  value: "false"
{{ with .Values.signingKeys.secret -}}
{{ include "parley.secretVariable" (dict "variable" "PARLEY_AUTH_SIGNING_KEYS" "name" .name "key" .key) }}
{{ end -}}
- name: PARLEY_REALTIME_URL
  value: ws{{ include "parley.scheme" . }}://{{ include "parley.pushHost" . }}/ws
- name: PARLEY_UPLOADS_FOLDER
  value: /var/lib/parley/uploads
{{ with .Values.api.trustedProxies -}}
- name: PARLEY_TRUSTED_PROXIES
  value: {{ join "," . | quote }}
{{ end -}}
{{ with .Values.admin -}}
{{ if .username -}}
- name: PARLEY_ADMIN_USERNAME
  value: {{ .username | quote }}
{{ include "parley.secretVariable" (dict "variable" "PARLEY_ADMIN_PASSWORD" "name" .secret.name "key" .secret.key) }}
{{ end -}}
{{ end -}}
{{ include "parley.storage" . }}
{{ include "parley.mail" . }}
{{- end }}

{{- define "parley.storage" -}}
- name: PARLEY_STORAGE_TYPE
  value: {{ .Values.storage.type }}
{{ if eq .Values.storage.type "folder" -}}
- name: PARLEY_STORAGE_FOLDER
  value: /var/lib/parley/files
{{- else -}}
{{ with .Values.storage.s3 -}}
- name: PARLEY_STORAGE_S3_BUCKET
  value: {{ .bucket | quote }}
- name: PARLEY_STORAGE_S3_PATH_STYLE_ACCESS
  value: {{ .pathStyleAccess | quote }}
{{- $optional := dict "REGION" .region "ENDPOINT" .endpoint "PUBLIC_ENDPOINT" .publicEndpoint "PREFIX" .prefix }}
{{- range $name, $value := $optional }}
{{- if $value }}
- name: PARLEY_STORAGE_S3_{{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
{{- if .secret.name }}
{{ include "parley.secretVariable" (dict "variable" "PARLEY_STORAGE_S3_ACCESS_KEY" "name" .secret.name "key" .secret.accessKey) }}
{{ include "parley.secretVariable" (dict "variable" "PARLEY_STORAGE_S3_SECRET_KEY" "name" .secret.name "key" .secret.secretKey) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "parley.mail" -}}
- name: PARLEY_MAIL_LINK_BASE
  value: http{{ include "parley.scheme" . }}://{{ .Values.host }}
{{- with .Values.mail }}
{{- if .host }}
- name: PARLEY_MAIL_FROM
  value: {{ .from | quote }}
- name: PARLEY_MAIL_SMTP_HOST
  value: {{ .host | quote }}
- name: PARLEY_MAIL_SMTP_PORT
  value: {{ .port | quote }}
- name: PARLEY_MAIL_SMTP_TLS
  value: {{ .tls }}
{{- if .username }}
- name: PARLEY_MAIL_SMTP_USERNAME
  value: {{ .username | quote }}
{{ include "parley.secretVariable" (dict "variable" "PARLEY_MAIL_SMTP_PASSWORD" "name" .secret.name "key" .secret.key) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
